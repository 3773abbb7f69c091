//! Colours: as a theme writes them, as CSS, and the sums that say what can be read on what.

use super::tokens::push_decimal;

/// A colour in the space it was written in, so that the app needs no conversion to show it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Color {
    /// OKLCH.
    Oklch(Oklch),
    /// sRGB.
    Srgb(Srgb),
}

/// Lightness 0 to 1, chroma 0 to 0.5, hue in degrees, alpha 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// Lightness.
    pub l: f64,
    /// Chroma.
    pub c: f64,
    /// Hue.
    pub h: f64,
    /// Alpha.
    pub alpha: f64,
}

/// Red, green, blue and alpha, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Srgb {
    /// Red.
    pub r: f64,
    /// Green.
    pub g: f64,
    /// Blue.
    pub b: f64,
    /// Alpha.
    pub alpha: f64,
}

impl Color {
    /// As CSS.
    pub(super) fn push_css(&self, css: &mut String) {
        let (name, [one, two, three], alpha) = match self {
            Color::Oklch(Oklch { l, c, h, alpha }) => ("oklch(", [*l, *c, *h], *alpha),
            Color::Srgb(Srgb { r, g, b, alpha }) => ("color(srgb ", [*r, *g, *b], *alpha),
        };
        css.push_str(name);
        push_decimal(css, one);
        css.push(' ');
        push_decimal(css, two);
        css.push(' ');
        push_decimal(css, three);
        if alpha < 1.0 {
            css.push_str(" / ");
            push_decimal(css, alpha);
        }
        css.push(')');
    }

    /// The colour in sRGB, clipped to what a screen shows.
    pub fn srgb(self) -> Srgb {
        match self {
            Color::Oklch(color) => color.srgb(),
            Color::Srgb(color) => color,
        }
    }

    /// The colour in OKLCH.
    pub fn oklch(self) -> Oklch {
        match self {
            Color::Oklch(color) => color,
            Color::Srgb(color) => color.oklch(),
        }
    }
}

impl Oklch {
    /// In sRGB, each channel clipped, as browsers do.
    pub fn srgb(self) -> Srgb {
        let (sin, cos) = self.h.to_radians().sin_cos();
        let (a, b) = (self.c * cos, self.c * sin);
        let l = (self.l + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
        let m = (self.l - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
        let s = (self.l - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
        Srgb {
            r: encoded(4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s),
            g: encoded(-1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s),
            b: encoded(-0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s),
            alpha: self.alpha,
        }
    }
}

impl Srgb {
    /// Reads `#rrggbb`.
    pub fn from_hex(text: &str) -> Option<Srgb> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let mut values = [0.0; 3];
        let mut nibbles = digits.chars().map(|digit| digit.to_digit(16));
        for value in &mut values {
            *value = f64::from(nibbles.next()?? * 16 + nibbles.next()??) / 255.0;
        }
        let [r, g, b] = values;
        Some(Srgb { r, g, b, alpha: 1.0 })
    }

    /// Writes `#rrggbb`, without alpha.
    pub fn hex(self) -> String {
        let mut hex = "#".to_owned();
        for channel in self.bytes() {
            for digit in [channel >> 4, channel & 15] {
                hex.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
        hex
    }

    /// The channels as a screen gets them.
    pub fn bytes(self) -> [u8; 3] {
        [self.r, self.g, self.b].map(|channel| (channel.clamp(0.0, 1.0) * 255.0 + 0.5) as u8)
    }

    /// In OKLCH.
    pub fn oklch(self) -> Oklch {
        let [r, g, b] = [self.r, self.g, self.b].map(linear);
        let l = (0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b).cbrt();
        let m = (0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b).cbrt();
        let s = (0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b).cbrt();
        let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
        let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
        let c = a.hypot(b);
        Oklch {
            l: 0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
            c,
            // A grey has no hue: what is left of one is rounding.
            h: if c < 1e-4 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) },
            alpha: self.alpha,
        }
    }

    /// This colour laid over an opaque one.
    pub fn over(self, back: Srgb) -> Srgb {
        let mix = |front: f64, back: f64| front * self.alpha + back * (1.0 - self.alpha);
        Srgb { r: mix(self.r, back.r), g: mix(self.g, back.g), b: mix(self.b, back.b), alpha: 1.0 }
    }
}

fn encoded(linear: f64) -> f64 {
    let linear = linear.clamp(0.0, 1.0);
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

fn linear(encoded: f64) -> f64 {
    if encoded <= 0.040_45 { encoded / 12.92 } else { ((encoded + 0.055) / 1.055).powf(2.4) }
}

/// The relative luminance of WCAG 2.2, of the colour as a screen gets it.
pub fn luminance(color: Srgb) -> f64 {
    let [r, g, b] = color.bytes().map(|channel| linear(f64::from(channel) / 255.0));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The contrast ratio of WCAG 2.2, from 1 to 21.
pub fn contrast(front: Color, back: Color) -> f64 {
    let back = back.srgb();
    let (front, back) = (luminance(front.srgb().over(back)), luminance(back));
    (front.max(back) + 0.05) / (front.min(back) + 0.05)
}

/// The colour nearest to `front` that has the ratio on every one of `backs`; only its lightness moves.
pub fn nearest_passing(front: Color, backs: &[Color], ratio: f64) -> Option<Oklch> {
    let wanted = front.oklch();
    let passes = |step: f64| {
        let moved = Oklch { l: step, ..wanted };
        backs.iter().all(|back| contrast(Color::Oklch(moved), *back) >= ratio).then_some(moved)
    };
    if let Some(same) = passes(wanted.l) {
        return Some(same);
    }
    // In steps of a thousandth, which is also what the document will say.
    let start = (wanted.l * 1_000.0).round();
    (0..=1_000).map(f64::from).find_map(|distance| {
        [start - distance, start + distance]
            .into_iter()
            .filter(|step| (0.0..=1_000.0).contains(step))
            .find_map(|step| passes(step / 1_000.0))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Color {
        Color::Srgb(Srgb::from_hex(text).expect("a colour"))
    }

    #[test]
    fn contrast_as_wcag_has_it() {
        for (front, back, ratio) in [
            ("#000000", "#ffffff", 21.0),
            ("#777777", "#ffffff", 4.478),
            ("#767676", "#ffffff", 4.542),
            ("#ff0000", "#ffffff", 3.998),
            ("#0000ff", "#ffffff", 8.592),
            ("#ffff00", "#ffffff", 1.074),
            ("#123456", "#123456", 1.0),
        ] {
            let found = contrast(hex(front), hex(back));
            assert!((found - ratio).abs() < 0.001, "{front} on {back}: {found}");
            assert_eq!(found, contrast(hex(back), hex(front)));
        }
    }

    #[test]
    fn oklch_as_css_color_4_has_it() {
        // The examples of CSS Color 4 and of web-platform-tests.
        for (l, c, h, wanted) in [
            (0.519_75, 0.176_86, 142.495, "#008000"),
            (0.627_96, 0.257_68, 29.234, "#ff0000"),
            (0.452_01, 0.313_21, 264.052, "#0000ff"),
            (1.0, 0.0, 0.0, "#ffffff"),
            (0.0, 0.0, 0.0, "#000000"),
        ] {
            assert_eq!(Oklch { l, c, h, alpha: 1.0 }.srgb().hex(), wanted);
        }
    }

    #[test]
    fn both_ways_and_back() {
        for r in (0..=255).step_by(15) {
            for g in (0..=255).step_by(17) {
                for b in (0..=255).step_by(51) {
                    let color = Srgb { r: f64::from(r) / 255.0, g: f64::from(g) / 255.0, b: f64::from(b) / 255.0, alpha: 1.0 };
                    assert_eq!(color.oklch().srgb().bytes(), [r as u8, g as u8, b as u8]);
                }
            }
        }
    }

    #[test]
    fn the_nearest_colour_passes_and_keeps_its_hue() {
        let backs = [hex("#ffffff"), hex("#eeeeee")];
        let front = hex("#88aacc");
        let found = nearest_passing(front, &backs, 4.5).expect("a colour");
        assert_eq!((found.c, found.h), (front.oklch().c, front.oklch().h));
        assert!(backs.iter().all(|back| contrast(Color::Oklch(found), *back) >= 4.5));
        let lighter = Oklch { l: found.l + 0.002, ..found };
        assert!(backs.iter().any(|back| contrast(Color::Oklch(lighter), *back) < 4.5), "not the nearest");
        assert_eq!(nearest_passing(front, &[hex("#ffffff"), hex("#000000")], 7.0), None);
    }

    #[test]
    fn a_see_through_colour_is_judged_as_it_is_seen() {
        let clear = Color::Srgb(Srgb { r: 0.0, g: 0.0, b: 0.0, alpha: 0.0 });
        assert_eq!(contrast(clear, hex("#ffffff")), 1.0);
    }

    #[test]
    fn hex_is_six_digits() {
        for wrong in ["", "#fff", "112233", "#11223g", "#1122334", "#é2233"] {
            assert_eq!(Srgb::from_hex(wrong), None);
        }
    }
}
