//! Colours in OKLCH, and WCAG's contrast between two of them.
//!
//! Source of the matrices: Björn Ottosson, "A perceptual color space for image processing"; of the contrast: WCAG 2.2, "relative luminance".

#![allow(clippy::excessive_precision)]

/// A colour as a document gives it. It is converted only where somebody calculates with it: a page that just wears it needs neither
/// roots nor angles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Color {
    /// In OKLCH.
    Oklch(Oklch),
    /// In sRGB: red, green, blue and opacity, each from 0 to 1.
    Srgb([f32; 3], f32),
}

impl Color {
    /// Reads `#rrggbb`.
    pub fn from_hex(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let mut number = 0;
        for character in digits.chars() {
            number = number * 16 + character.to_digit(16)?;
        }
        Some(Color::Srgb([16, 8, 0].map(|shift: u32| ((number >> shift) & 0xff) as f32 / 255.0), 1.0))
    }

    /// The colour in OKLCH.
    pub fn oklch(self) -> Oklch {
        match self {
            Color::Oklch(color) => color,
            Color::Srgb(rgb, alpha) => Oklch { alpha, ..Oklch::from_srgb(rgb) },
        }
    }
}

impl From<Oklch> for Color {
    fn from(color: Oklch) -> Color {
        Color::Oklch(color)
    }
}

/// A colour in OKLCH.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Oklch {
    /// Lightness, 0 to 1.
    pub l: f32,
    /// Chroma, 0 to 0.5.
    pub c: f32,
    /// Hue in degrees.
    pub h: f32,
    /// Opacity, 0 to 1.
    pub alpha: f32,
}

impl Oklch {
    /// The colour in sRGB, each channel clipped to 0 to 1, as a screen without more would show it.
    pub fn to_srgb(self) -> [f32; 3] {
        let hue = self.h.to_radians();
        let (a, b) = (self.c * hue.cos(), self.c * hue.sin());
        let cube = |x: f32| x * x * x;
        let long = cube(self.l + 0.396_337_78 * a + 0.215_803_76 * b);
        let medium = cube(self.l - 0.105_561_346 * a - 0.063_854_17 * b);
        let short = cube(self.l - 0.089_484_18 * a - 1.291_485_5 * b);
        [
            4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short,
            -1.268_438 * long + 2.609_757_4 * medium - 0.341_319_4 * short,
            -0.004_196_086_3 * long - 0.703_418_6 * medium + 1.707_614_7 * short,
        ]
        .map(|linear| {
            let linear = linear.clamp(0.0, 1.0);
            if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
        })
    }

    /// The OKLCH of an sRGB colour with channels from 0 to 1.
    pub fn from_srgb(rgb: [f32; 3]) -> Oklch {
        let [r, g, b] = rgb.map(linear);
        let long = (0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b).cbrt();
        let medium = (0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b).cbrt();
        let short = (0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b).cbrt();
        let l = 0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short;
        let a = 1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short;
        let b = 0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short;
        let c = a.hypot(b);
        // The hue of a grey is noise: it is given as 0.
        let h = if c < 0.000_5 { 0.0 } else { round(b.atan2(a).to_degrees()) };
        Oklch { l, c, h, alpha: 1.0 }
    }

    /// Reads `#rrggbb`.
    pub fn from_hex(text: &str) -> Option<Oklch> {
        Color::from_hex(text).map(Color::oklch)
    }

    /// Writes `#rrggbb`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.to_srgb().map(|channel| (channel * 255.0 + 0.5) as u8);
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// The colour as it is seen over another, opaque one. Browsers mix in sRGB.
    fn over(self, ground: [f32; 3]) -> [f32; 3] {
        let [r, g, b] = self.to_srgb();
        let [r2, g2, b2] = ground;
        let mix = |front: f32, ground: f32| ground + (front - ground) * self.alpha;
        [mix(r, r2), mix(g, g2), mix(b, b2)]
    }
}

/// An angle in degrees brought into 0 to 360.
pub(super) fn round(degrees: f32) -> f32 {
    let degrees = degrees.clamp(-1e6, 1e6);
    degrees - 360.0 * (degrees / 360.0).floor()
}

fn linear(channel: f32) -> f32 {
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

/// WCAG's relative luminance, of the colour as it is rounded for a screen.
fn luminance(srgb: [f32; 3]) -> f32 {
    let [r, g, b] = srgb.map(|channel| linear((channel * 255.0).round() / 255.0));
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// WCAG's contrast ratio between a colour and what it stands on, 1 to 21.
///
/// A translucent colour is mixed with its ground first. What is under a translucent ground is not known here: of white and black
/// it is the worse one. [`contrast_on`] knows it.
pub fn contrast(front: Oklch, ground: Oklch) -> f32 {
    ratio(front, ground, [1.0; 3]).min(ratio(front, ground, [0.0; 3]))
}

/// As [`contrast`], with the ground lying on a base such as the page. A translucent base may lie on white or on black.
pub fn contrast_on(front: Oklch, ground: Oklch, base: Oklch) -> f32 {
    let on = |canvas: [f32; 3]| ratio(front, ground, base.over(canvas));
    on([1.0; 3]).min(on([0.0; 3]))
}

fn ratio(front: Oklch, ground: Oklch, base: [f32; 3]) -> f32 {
    let ground = ground.over(base);
    let (one, other) = (luminance(front.over(ground)), luminance(ground));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The nearest colour, by lightness alone, that reaches a ratio against all grounds; `None` when black and white both fail.
pub fn nearest_passing(color: Oklch, grounds: &[Oklch], ratio: f32) -> Option<Oklch> {
    let passes = |l: f32| grounds.iter().all(|ground| contrast(Oklch { l, ..color }, *ground) >= ratio);
    (0..=200u8)
        .find_map(|step| {
            let away = f32::from(step) / 200.0;
            [color.l - away, color.l + away].into_iter().find(|l| (0.0..=1.0).contains(l) && passes(*l))
        })
        .map(|l| Oklch { l, ..color })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn known_colours_survive_both_ways() {
        for hex in ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#767676", "#8a3ffc", "#faf8f4"] {
            assert_eq!(Oklch::from_hex(hex).unwrap().hex(), hex);
        }
        let red = Oklch::from_hex("#ff0000").unwrap();
        assert!((red.l - 0.628).abs() < 0.001 && (red.c - 0.2577).abs() < 0.001 && (red.h - 29.23).abs() < 0.1);
    }

    #[test]
    fn contrast_is_wcags() {
        let ratio = |one, other| contrast(Oklch::from_hex(one).unwrap(), Oklch::from_hex(other).unwrap());
        assert!((ratio("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((ratio("#767676", "#ffffff") - 4.54).abs() < 0.01);
        assert!((ratio("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert!((ratio("#ff0000", "#ffffff") - 4.0).abs() < 0.01);
    }

    #[test]
    fn the_nearest_passing_colour_passes_and_keeps_its_hue() {
        let white = Oklch::from_hex("#ffffff").unwrap();
        let pale = Oklch::from_hex("#88aaff").unwrap();
        let mended = nearest_passing(pale, &[white], 4.5).unwrap();
        assert!(contrast(mended, white) >= 4.5 && contrast(mended, white) < 4.8);
        assert!((mended.h - pale.h).abs() < f32::EPSILON);
        assert!(nearest_passing(pale, &[white, Oklch::from_hex("#000000").unwrap()], 7.0).is_none());
    }

    #[test]
    fn a_translucent_colour_is_measured_as_it_is_seen() {
        let of = |hex: &str, alpha| Oklch { alpha, ..Oklch::from_hex(hex).unwrap() };
        let (black, white) = (of("#000000", 1.0), of("#ffffff", 1.0));
        // Half black on white is #7f7f7f or #808080, as the mixing rounds.
        assert!((3.94..4.02).contains(&contrast(of("#000000", 0.5), white)));
        assert!((contrast(of("#000000", 0.0), white) - 1.0).abs() < 0.001);
        // A veil of white over an unknown page may be grey; over a white page it is white.
        assert!(contrast(black, of("#ffffff", 0.5)) < 6.0);
        assert!((contrast_on(black, of("#ffffff", 0.5), white) - 21.0).abs() < 0.01);
        assert!(contrast_on(black, of("#ffffff", 0.5), of("#ffffff", 0.0)) < 6.0);
        let mended = nearest_passing(of("#999999", 0.9), &[white], 4.5).unwrap();
        assert!(contrast(mended, white) >= 4.5 && (mended.alpha - 0.9).abs() < f32::EPSILON);
    }
}
