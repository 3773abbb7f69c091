//! Which tiles of an IIIF image service show a part of a picture. Arithmetic alone: whole numbers, no browser.

use atrium_contract::sort;

/// A rectangle in pixels of the whole picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// From the left.
    pub x: u64,
    /// From the top.
    pub y: u64,
    /// Width, at least 1.
    pub w: u64,
    /// Height, at least 1.
    pub h: u64,
}

/// How a picture is cut.
#[derive(Clone, Copy, Debug)]
pub struct Cut<'c> {
    /// The whole picture.
    pub whole: Area,
    /// Width of a tile.
    pub tile_width: u64,
    /// Height of a tile.
    pub tile_height: u64,
    /// How many pixels of the picture go into one of a tile, in any order.
    pub factors: &'c [u64],
}

/// A tile: the part of the picture it shows, and its own size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tile {
    /// The part it shows.
    pub area: Area,
    /// Its width in its own pixels.
    pub width: u64,
    /// Its height in its own pixels.
    pub height: u64,
}

/// More tiles than this are never asked for at once, whatever a document says.
const MOST_TILES: u64 = 64;

impl Tile {
    /// Its canonical path below the service's address.
    pub fn path(&self) -> String {
        let Area { x, y, w, h } = self.area;
        format!("{x},{y},{w},{h}/{},{}/0/default.jpg", self.width, self.height)
    }
}

impl Cut<'_> {
    /// The tiles that cover a part of the picture shown `pixels` wide: the coarsest that are sharp enough, or coarser ones
    /// where those would be too many. Empty when there is no such scale.
    pub fn cover(&self, part: Area, pixels: u64) -> Vec<Tile> {
        let mut factors: Vec<u64> = self.factors.iter().copied().filter(|factor| *factor > 0).collect();
        sort::by(&mut factors, &|one, other| one < other);
        let sharp = factors.iter().rposition(|factor| part.w / factor >= pixels).unwrap_or(0);
        let chosen = factors
            .iter()
            .skip(sharp)
            .find(|factor| self.span(part, **factor).is_some_and(|span| span.count() <= MOST_TILES));
        chosen.map(|factor| self.at(part, *factor)).unwrap_or_default()
    }

    fn span(&self, part: Area, factor: u64) -> Option<Span> {
        let (wide, high) = (self.tile_width.checked_mul(factor)?, self.tile_height.checked_mul(factor)?);
        let last_x = (part.x + part.w).min(self.whole.w).checked_sub(1)?;
        let last_y = (part.y + part.h).min(self.whole.h).checked_sub(1)?;
        let columns = (part.x.checked_div(wide)?, last_x.checked_div(wide)?);
        let rows = (part.y.checked_div(high)?, last_y.checked_div(high)?);
        (columns.0 <= columns.1 && rows.0 <= rows.1).then_some(Span { wide, high, columns, rows })
    }

    fn at(&self, part: Area, factor: u64) -> Vec<Tile> {
        let Some(Span { wide, high, columns, rows }) = self.span(part, factor) else { return Vec::new() };
        let mut tiles = Vec::new();
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                let (x, y) = (column * wide, row * high);
                // The tiles at the edges are smaller: they end where the picture ends.
                let (w, h) = (wide.min(self.whole.w - x), high.min(self.whole.h - y));
                let area = Area { x, y, w, h };
                tiles.push(Tile { area, width: w.div_ceil(factor), height: h.div_ceil(factor) });
            }
        }
        tiles
    }
}

/// The columns and rows of tiles that a part touches, and how many pixels of the picture each tile spans.
struct Span {
    wide: u64,
    high: u64,
    columns: (u64, u64),
    rows: (u64, u64),
}

impl Span {
    fn count(&self) -> u64 {
        (self.columns.1 - self.columns.0 + 1).saturating_mul(self.rows.1 - self.rows.0 + 1)
    }
}

/// Where one area lies inside another, as CSS percentages of the other: left, top, width, height.
pub fn within(inner: Area, outer: Area) -> [String; 4] {
    let from = |inner: u64, outer: u64| inner as i64 - outer as i64;
    [
        percent(from(inner.x, outer.x), outer.w),
        percent(from(inner.y, outer.y), outer.h),
        percent(inner.w as i64, outer.w),
        percent(inner.h as i64, outer.h),
    ]
}

/// A part of a whole in percent, to four decimals, by integers: a formatter for floating point would cost more bytes.
fn percent(part: i64, whole: u64) -> String {
    let whole = whole.max(1);
    let scaled = (part.unsigned_abs() * 1_000_000 + whole / 2) / whole;
    let sign = if part < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}%", scaled / 10_000, scaled % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(x: u64, y: u64, w: u64, h: u64) -> Area {
        Area { x, y, w, h }
    }

    const ATLAS: Cut<'static> = Cut {
        whole: Area { x: 0, y: 0, w: 8192, h: 4096 },
        tile_width: 512,
        tile_height: 512,
        factors: &[1, 2, 4, 8, 16],
    };

    fn paths(cut: Cut<'_>, part: Area, pixels: u64) -> Vec<String> {
        cut.cover(part, pixels).iter().map(Tile::path).collect()
    }

    #[test]
    fn the_coarsest_scale_that_is_sharp_enough_covers_the_part() {
        // 1500 pixels shown 700 wide: at 2 there are 750, at 4 only 375. A tile at 2 spans 1024.
        assert_eq!(
            paths(ATLAS, area(2000, 1000, 1500, 1000), 700),
            [
                "1024,0,1024,1024/512,512/0/default.jpg",
                "2048,0,1024,1024/512,512/0/default.jpg",
                "3072,0,1024,1024/512,512/0/default.jpg",
                "1024,1024,1024,1024/512,512/0/default.jpg",
                "2048,1024,1024,1024/512,512/0/default.jpg",
                "3072,1024,1024,1024/512,512/0/default.jpg",
            ]
        );
    }

    #[test]
    fn a_part_that_ends_on_a_tiles_edge_does_not_touch_the_next() {
        assert_eq!(paths(ATLAS, area(512, 1024, 512, 512), 500), ["512,1024,512,512/512,512/0/default.jpg"]);
    }

    #[test]
    fn tiles_at_the_edge_are_cut_and_their_size_is_rounded_up() {
        let cut = Cut { whole: area(0, 0, 3000, 2001), factors: &[4, 1, 2], ..ATLAS };
        // At 4 a tile spans 2048: the second column has 952 pixels, the only row 2001.
        assert_eq!(
            paths(cut, cut.whole, 700),
            ["0,0,2048,2001/512,501/0/default.jpg", "2048,0,952,2001/238,501/0/default.jpg"]
        );
        // The last corner at 1: 3000 - 5 * 512 = 440 wide, 2001 - 3 * 512 = 465 high.
        assert_eq!(paths(cut, area(2900, 1900, 100, 101), 100), ["2560,1536,440,465/440,465/0/default.jpg"]);
    }

    #[test]
    fn a_part_smaller_than_its_place_takes_the_finest_scale() {
        let tiles = ATLAS.cover(area(1707, 455, 569, 284), 1600);
        assert!(tiles.iter().all(|tile| tile.width == tile.area.w));
        // Columns 3 and 4 (1707 / 512, 2275 / 512), rows 0 and 1 (455 / 512, 738 / 512).
        assert_eq!(tiles.len(), 4);
    }

    #[test]
    fn nobody_is_asked_for_thousands_of_tiles() {
        // At 1 the atlas is 16 * 8 = 128 tiles, at 2 it is 8 * 4 = 32.
        assert_eq!(ATLAS.cover(ATLAS.whole, 8192).len(), 32);
        let hostile = Cut { whole: area(0, 0, 1_000_000, 1_000_000), tile_width: 1, tile_height: 1, factors: &[1, 0] };
        assert_eq!(hostile.cover(hostile.whole, 800), []);
        // One column as wide as can be counted, eight rows; at a coarser scale it could not be counted.
        let huge = Cut { tile_width: u64::MAX, ..ATLAS };
        assert_eq!(huge.cover(ATLAS.whole, 8192).len(), 8);
        assert_eq!(huge.cover(ATLAS.whole, 500), []);
        assert_eq!(Cut { tile_width: 0, ..ATLAS }.cover(ATLAS.whole, 500), []);
        assert_eq!(ATLAS.cover(area(9000, 0, 10, 10), 500), []);
    }

    #[test]
    fn places_are_percentages_of_the_part() {
        // The tile starts 976 left of and 1000 above the part, and spans 1024 of its 1500 and 1000.
        assert_eq!(
            within(area(1024, 0, 1024, 1024), area(2000, 1000, 1500, 1000)),
            ["-65.0667%", "-100.0000%", "68.2667%", "102.4000%"]
        );
        // The whole picture behind a crop of its middle.
        assert_eq!(
            within(area(0, 0, 400, 200), area(100, 50, 200, 100)),
            ["-50.0000%", "-50.0000%", "200.0000%", "200.0000%"]
        );
    }
}
