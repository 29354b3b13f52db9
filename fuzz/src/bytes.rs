//! What is left of the input, read piece by piece.
//!
//! Law: past the end there are only zeroes, and zero always means the dullest choice.

/// See the module's text.
pub struct Bytes<'a> {
    left: &'a [u8],
}

impl<'a> Bytes<'a> {
    /// All of `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Bytes<'a> {
        Bytes { left: bytes }
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let [byte] = self.array();
        byte
    }

    /// The next number of four bytes.
    pub fn word(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    /// The next number of eight bytes.
    pub fn long(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    /// The next `N` bytes.
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        let (taken, left) = self.left.split_at(N.min(self.left.len()));
        self.left = left;
        let mut array = [0; N];
        array.iter_mut().zip(taken).for_each(|(to, from)| *to = *from);
        array
    }

    /// The next `count` bytes, or as many as there are.
    pub fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, left) = self.left.split_at(count.min(self.left.len()));
        self.left = left;
        taken
    }

    /// One of `choices`; the first for zero.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> Option<T> {
        let byte = usize::from(self.byte());
        choices.get(byte.checked_rem(choices.len())?).copied()
    }

    /// A number that is small for most bytes, and near an edge for some.
    pub fn number(&mut self) -> u64 {
        let byte = self.byte();
        match byte {
            ..128 => u64::from(byte),
            128..192 => u64::from(u16::from_le_bytes(self.array())),
            192..208 => u64::from(self.word()),
            208..224 => self.long(),
            224..240 => 1u64.checked_shl(u32::from(byte - 224) * 4 + 3).unwrap_or(0),
            240..248 => u64::MAX >> ((u32::from(byte) - 240) * 8),
            248..252 => (1 << 44) - 250 + u64::from(byte),
            252..255 => i64::MAX as u64 - 253 + u64::from(byte),
            255 => u64::MAX,
        }
    }
}
