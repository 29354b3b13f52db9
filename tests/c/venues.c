/*
 * Property: a venue is what its terms say, and while its session is not up nothing new goes there;
 *           what was open there is unknown and stays reserved, and cancels pass.
 * Method:   a venue of every kind is defined; one session is lost, found again and lost again.
 */
#include "desk.h"

static uint32_t session(const struct desk *desk) {
    uint32_t found = 0;

    OK(plim_venue_session(&desk->region, desk->venue, &found));
    return found;
}

static void terms(struct desk *desk) {
    plim_venue_terms terms;
    plim_venue_id venue = 99, refused = 99;

    memset(&terms, 0, sizeof terms);
    terms.struct_size = sizeof terms;
    EXPECT(PLIM_E_ENUM, plim_control_define_venue(&desk->control, &terms, &venue));
    CHECK(venue == 99);
    terms.last_qty_means = PLIM_LAST_QTY_MEANS_SINGLE;
    OK(plim_control_define_venue(&desk->control, &terms, &venue));
    CHECK(venue != desk->venue);
    terms.replace_means = PLIM_REPLACE_MEANS_REMAINING;
    terms.replace_is = PLIM_REPLACE_IS_CANCEL_NEW;
    terms.cum_qty_means = PLIM_CUM_QTY_MEANS_RESTARTS;
    terms.cooling = UINT64_MAX;
    OK(plim_control_set_venue_terms(&desk->control, venue, &terms));
    /* A sum that begins anew says nothing of what was executed before. */
    terms.last_qty_means = PLIM_LAST_QTY_MEANS_CUMULATIVE;
    EXPECT(PLIM_E_BAD_CONFIG, plim_control_set_venue_terms(&desk->control, venue, &terms));
    terms.cum_qty_means = PLIM_CUM_QTY_MEANS_UNSAID;
    EXPECT(PLIM_E_BAD_CONFIG, plim_control_set_venue_terms(&desk->control, venue, &terms));
    EXPECT(PLIM_E_BAD_CONFIG, plim_control_define_venue(&desk->control, &terms, &refused));
    CHECK(refused == 99);
    terms.cum_qty_means = PLIM_CUM_QTY_MEANS_CARRIED_OVER;
    OK(plim_control_set_venue_terms(&desk->control, venue, &terms));
    OK(plim_control_set_venue_terms(&desk->control, venue, NULL));
    EXPECT(PLIM_E_UNKNOWN_VENUE, plim_control_set_venue_terms(&desk->control, 99, NULL));
}

static void closed(const struct desk *desk, plim_lane *lane, plim_parent_id parent,
                   plim_child_id child, plim_status status) {
    const plim_new_child more = desk_child(desk, parent, 10);
    plim_child_id born = 0;
    plim_request_id request;

    EXPECT(status, plim_route(lane, &more, DESK_OPENS, &born));
    EXPECT(status, plim_request_replace(lane, child, 301, PAR, DESK_OPENS, &request));
    OK(plim_request_cancel(lane, child, DESK_OPENS, &request));
}

static void lost(struct desk *desk, plim_lane *lane) {
    const plim_parent_id parent = desk_admit(desk, lane, 1, 1000);
    const plim_child_id child = desk_route(desk, lane, parent, 300);
    plim_disconnected left = {77, 77};
    uint32_t found = 0;

    CHECK(session(desk) == PLIM_SESSION_UP);
    EXPECT(PLIM_E_NOTHING_TO_CHANGE,
           plim_control_reconnect(&desk->control, desk->venue, DESK_OPENS));
    OK(plim_control_disconnect(&desk->control, desk->venue, DESK_OPENS, &left));
    CHECK(left.unknown == 1 && left.at_risk == 300);
    CHECK(session(desk) == PLIM_SESSION_DOWN);
    CHECK(desk_child_view(desk, child).state == PLIM_CHILD_UNKNOWN);
    CHECK(desk_parent_view(desk, parent).unknown == 300);
    CHECK(desk_parent_view(desk, parent).headroom == 700);
    closed(desk, lane, parent, child, PLIM_E_VENUE_DOWN);
    OK(plim_control_reconnect(&desk->control, desk->venue, DESK_OPENS));
    CHECK(session(desk) == PLIM_SESSION_RECOVERING);
    closed(desk, lane, parent, child, PLIM_E_VENUE_RECOVERING);
    CHECK(desk_fill(lane, child, 1, 300).breach == PLIM_B_NONE);
    OK(plim_control_disconnect(&desk->control, desk->venue, DESK_OPENS, &left));
    CHECK(left.unknown == 0 && left.at_risk == 0);

    left.unknown = 77;
    EXPECT(PLIM_E_UNKNOWN_VENUE, plim_control_disconnect(&desk->control, 99, DESK_OPENS, &left));
    CHECK(left.unknown == 77);
    EXPECT(PLIM_E_UNKNOWN_VENUE, plim_control_reconnect(&desk->control, 99, DESK_OPENS));
    EXPECT(PLIM_E_UNKNOWN_VENUE, plim_venue_session(&desk->region, 99, &found));
    CHECK(found == 0);
}

int main(void) {
    static unsigned char memory[DESK_BYTES] __attribute__((aligned(PLIM_LINE)));
    struct desk desk;
    plim_lane lane;

    desk_open(&desk, memory);
    OK(plim_lane_open(&desk.region, 0, &lane));
    terms(&desk);
    lost(&desk, &lane);
    return 0;
}
