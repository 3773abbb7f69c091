//! Pictures: a plain file that always works, ready-made sizes, and an IIIF image service where there is one.

use crate::{
    decode::{Count, Place},
    href::Href,
    text::Text,
};

record! {
    /// A picture. `width` and `height` are of its largest form; a region is in those pixels.
    pub struct Picture {
        /// A file any browser shows.
        pub src: Href = "src",
        /// Width of the whole, in pixels.
        pub full_width: Count = "width",
        /// Height of the whole, in pixels.
        pub full_height: Count = "height",
        /// What it shows; without it the picture is decoration.
        pub alt: Option<Text> = "alt",
        /// What to say under it.
        pub caption: Option<Text> = "caption",
        /// Whose it is.
        pub credit: Option<Text> = "credit",
        /// Its licence.
        pub rights: Option<Href> = "rights",
        /// Ready-made smaller versions.
        pub sizes: Vec<Size> = "sizes",
        /// Its IIIF image service.
        pub service: Option<Service> = "service",
        /// The part to show.
        pub region: Option<Region> = "region",
    }
}

record! {
    /// A ready-made smaller version of a picture.
    pub struct Size {
        /// The file.
        pub src: Href = "src",
        /// Its width in pixels.
        pub width: Count = "width",
        /// Its height in pixels.
        pub height: Option<Count> = "height",
    }
}

record! {
    /// An IIIF image service, with as much of its `info.json` as the document repeats.
    pub struct Service {
        /// Its address, without `/info.json`.
        pub id: Href = "id",
        /// `level0`, `level1` or `level2`.
        pub profile: Option<String> = "profile",
        /// Sizes of the whole picture that are there for certain.
        pub sizes: Vec<Extent> = "sizes",
        /// How it is cut into tiles.
        pub tiles: Vec<Tiles> = "tiles",
    }
}

record! {
    /// A width and a height in pixels.
    pub struct Extent {
        /// Width.
        pub width: Count = "width",
        /// Height.
        pub height: Count = "height",
    }
}

record! {
    /// Tiles of one width, at several scales.
    pub struct Tiles {
        /// Width of a tile.
        pub width: Count = "width",
        /// Height of a tile; its width where it is not said.
        pub height: Option<Count> = "height",
        /// How many pixels of the picture go into one of the tile.
        pub scale_factors: Vec<Count> = "scaleFactors",
    }
}

record! {
    /// A part of a picture, in pixels of the whole.
    pub struct Region {
        /// From the left.
        pub x: Place = "x",
        /// From the top.
        pub y: Place = "y",
        /// Width.
        pub w: Count = "w",
        /// Height.
        pub h: Count = "h",
    }
}

impl Picture {
    /// Width of the whole, in pixels.
    pub fn width(&self) -> u32 {
        self.full_width.0
    }

    /// Height of the whole, in pixels.
    pub fn height(&self) -> u32 {
        self.full_height.0
    }

    /// The part to show, cut to the picture; the whole where none is named or it lies outside. (x, y, w, h)
    pub fn view(&self) -> (u32, u32, u32, u32) {
        let (width, height) = (self.width(), self.height());
        match &self.region {
            Some(region) if region.x.0 < width && region.y.0 < height => {
                (region.x.0, region.y.0, region.w.0.min(width - region.x.0), region.h.0.min(height - region.y.0))
            }
            _ => (0, 0, width, height),
        }
    }
}

impl Service {
    /// Whether it makes any size and region on demand.
    pub fn on_demand(&self) -> bool {
        // As a word or at the end of an address, with or without `.json`.
        let profile = self.profile.as_deref().unwrap_or_default();
        let level = profile.strip_suffix(".json").unwrap_or(profile);
        level.ends_with("level1") || level.ends_with("level2")
    }

    /// Requests for the whole picture in growing widths: (path from the document, width).
    pub fn full_sizes(&self, width: u32) -> Vec<(String, u32)> {
        let id = self.id.as_str().trim_end_matches('/');
        let path = |wide: u32, high: Option<u32>| {
            let high = high.map(|high| high.to_string()).unwrap_or_default();
            ([id, "/full/", &wide.to_string(), ",", &high, "/0/default.jpg"].concat(), wide)
        };
        if self.on_demand() {
            [400, 800, 1200, 2000].into_iter().filter(|wide| *wide < width).map(|wide| path(wide, None)).collect()
        } else {
            self.sizes.iter().map(|size| path(size.width.0, Some(size.height.0))).collect()
        }
    }
}
