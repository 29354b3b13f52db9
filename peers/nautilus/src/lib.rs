//! NautilusTrader 0.57: its risk engine before its execution engine, over one cache and one message
//! bus, with a venue that does what the driver says. It knows no parents.

mod desk;

use desk::{Desk, Nautilus};
use peer_interface::{export_engine, number};

export_engine!(
    Nautilus,
    c"nautilus",
    c"NautilusTrader 0.57: risk and execution engines",
    number::SLOW
);

impl peer_interface::House for Nautilus {
    type Hand = Desk;

    fn open(_: &peer_interface::Terms) -> Option<(Nautilus, Vec<Desk>)> {
        Some((Nautilus, vec![Desk::open()?]))
    }
}
