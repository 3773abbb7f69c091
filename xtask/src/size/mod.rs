use crate::{problem::Done, project::Project};
pub fn verb(_: &Project, _: bool) -> Done {
    Ok(())
}
pub fn table(_: &Project) -> Done<String> {
    Ok(String::new())
}
