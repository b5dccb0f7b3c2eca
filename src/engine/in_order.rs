//! Short lists in order, of which one element has moved on.

/// In lists no longer than this an element passes the others one by one; in longer ones its place is searched.
const ONE_BY_ONE: usize = 8;

/// The first element makes room for one that `moved`, which goes to its place: behind all that are before it.
#[inline(always)]
pub(super) fn first_moves<T: Copy>(list: &mut [T], moved: T, is_before: impl Fn(&T) -> bool) {
    if list.len() > ONE_BY_ONE {
        return first_moves_far(list, moved, is_before);
    }
    let mut rest = list;
    while let [here, next, ..] = rest
        && is_before(next)
    {
        *here = *next;
        rest = &mut rest[1..];
    }
    rest[0] = moved;
}

#[inline(never)]
fn first_moves_far<T: Copy>(list: &mut [T], moved: T, is_before: impl Fn(&T) -> bool) {
    let passed = list[1..].partition_point(is_before);
    list.copy_within(1..=passed, 0);
    list[passed] = moved;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_goes_behind_all_that_are_before_it_in_short_lists_and_long_ones() {
        for length in [1, 2, 5, 8, 9, 40] {
            for moved in 0..=2 * length {
                let mut list: Vec<u64> = (0..length).map(|n| 2 * n).collect();
                first_moves(&mut list, moved, |other| *other < moved);
                let mut expected: Vec<u64> = (1..length).map(|n| 2 * n).chain([moved]).collect();
                expected.sort_unstable();
                assert_eq!(list, expected);
            }
        }
    }
}
