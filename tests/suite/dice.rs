//! Throws that are the same in every run, so that a failure is seen again: xorshift.

/// What is left of the chances; never 0.
pub struct Dice(pub u64);

// Whoever includes this file throws in some of these ways, not in all.
#[allow(dead_code)]
impl Dice {
    /// A number below `sides`.
    pub fn under(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    /// One of some values.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.under(all.len())]
    }

    /// One of some things.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.under(all.len())]
    }
}
