//! The stages of a campaign on a line of time, and where we are on it.

use crate::view::prelude::*;
use crate::{
    i18n::formats,
    t,
    ui::{
        text,
        time::{Standing, standing},
    },
};
use atrium_contract::campaign::Campaign;

pub(super) fn stages(campaign: &Campaign) -> View {
    if campaign.stages.is_empty() {
        return ().into_view();
    }
    let items: Vec<View> = campaign
        .stages
        .iter()
        .map(|stage| {
            let standing = standing(stage.starts, stage.ends, Some(&campaign.zone));
            let (class, word) = match standing {
                Standing::Now => ("stage stage--now", t!("stage.now")),
                Standing::Coming => ("stage", t!("stage.coming")),
                Standing::Over => ("stage stage--over", t!("stage.over")),
            };
            view! {
                <li class=class aria-current=(standing == Standing::Now).then_some("step")>
                    <p class="tag">{word}</p>
                    <h3>{text::inline(&stage.title)}</h3>
                    <p class="quiet">{formats::span(stage.starts, stage.ends)}</p>
                    {text::paragraphs(stage.summary.as_ref(), "stage__summary")}
                </li>
            }
        })
        .collect();
    view! { <section class="stages"><h2>{t!("stage.title")}</h2><ol class="stages__line" role="list">{items}</ol></section> }
}
