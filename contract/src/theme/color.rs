//! Colours in OKLCH, and WCAG's contrast between two of them.
//!
//! Source of the matrices: Björn Ottosson, "A perceptual color space for image processing"; of the contrast: WCAG 2.2, "relative luminance".

#![allow(clippy::excessive_precision)]

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
        let h = if c < 0.000_5 { 0.0 } else { b.atan2(a).to_degrees().rem_euclid(360.0) };
        Oklch { l, c, h, alpha: 1.0 }
    }

    /// Reads `#rrggbb`.
    pub fn from_hex(text: &str) -> Option<Oklch> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let channel = |shift: u32| ((number >> shift) & 0xff) as f32 / 255.0;
        Some(Oklch::from_srgb([channel(16), channel(8), channel(0)]))
    }

    /// Writes `#rrggbb`.
    pub fn hex(self) -> String {
        let [r, g, b] = self.to_srgb().map(|channel| (channel * 255.0 + 0.5) as u8);
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// WCAG's relative luminance, of the colour as it is rounded for a screen.
    pub fn luminance(self) -> f32 {
        let [r, g, b] = self.to_srgb().map(|channel| linear((channel * 255.0).round() / 255.0));
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }
}

fn linear(channel: f32) -> f32 {
    if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

/// WCAG's contrast ratio, 1 to 21.
pub fn contrast(one: Oklch, other: Oklch) -> f32 {
    let (one, other) = (one.luminance(), other.luminance());
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
}
