//! Two backends over the demo alliance, run for as long as this program: a newcomer sees a federation, not a folder of files.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::members::{self, Live, Places};
use crate::backend;
use crate::cli;
use crate::files;
use crate::problem::{Done, Problem};
use crate::project::Project;
use crate::run;
use crate::site;
use crate::steps::{Note, Steps};

/// Steps beside those of the site.
const STEPS: usize = 2;
/// So long a backend may take until it answers.
const PATIENCE: Duration = Duration::from_secs(30);

/// Builds everything, runs both backends and says where they are; `ready` is called once they answer.
pub fn serve(project: &Project, options: &cli::Serve, ready: impl FnOnce(&str)) -> Done {
    if options.build.base != "/" {
        return Err(Problem::usage("The backend serves the app at the root of a host: `--base` goes with `--static`."));
    }
    let live = members::live(options.port);
    // First, so that a port in use is said now and not after the build.
    for member in &live {
        free(member.port)?;
    }
    let mut steps = Steps::new(site::STEPS + STEPS);
    site::at(project, &options.build, &mut steps)?;
    let program = steps.step("Backend", |note| backend::server(project, backend::DEV, note))?;
    let (places, token) = steps.step("Two live members", |note| found(project, &program, &live, note))?;
    let mut running = Running(Vec::new());
    for member in &live {
        running.0.push((member.id, start(&program, &places, member)?));
    }
    for member in &live {
        running.wait_for(member)?;
    }
    let home = format!("{}/", live[0].origin);
    println!("\nReady after {} (stop with Ctrl+C).\n", steps.elapsed());
    println!("  The app              {home}");
    for member in &live {
        println!("  {:<20} {}/atrium/member.json   live, {}", member.id, member.origin, places.of(member).display());
    }
    for id in ["maritime-museum", "university-library"] {
        println!("  {id:<20} {home}demo/{id}/member.json   static files");
    }
    println!("  The alliance         {home}.well-known/cultural-alliance.json");
    println!("  A staff token        {token}   (of the planetarium, for class Publish)");
    println!("  A code to redeem     VEGA SHINES   (in Stars in the city; more in demo/codes/)");
    ready(&home);
    running.watch()
}

fn free(port: u16) -> Done {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map(drop).map_err(|_| {
        Problem::new(format!(
            "Port {port} is in use: stop what uses it, or choose two others with `--port N` (N and N + 1 are used)."
        ))
    })
}

/// Makes both databases by importing the demo's documents, and a staff token of the first.
fn found(project: &Project, program: &Path, live: &[Live], note: &Note) -> Done<(Places, String)> {
    let (places, same) = members::lay_out(project, live)?;
    for member in live {
        let folder = places.of(member);
        files::make(&folder)?;
        files::write(&folder.join("atrium.toml"), members::configuration(member, live, &places, &project.dist))?;
        let codes = project.path(&format!("demo/codes/{}.json", member.id));
        let mut command = server(program, &folder);
        command.arg("import").arg(places.source(member));
        if codes.is_file() {
            command.arg("--codes").arg(codes);
        }
        run::run(&format!("Importing {}", member.id), &mut command, note)?;
    }
    note.outcome(if same { "databases kept" } else { "databases made" });
    let Some(first) = live.first() else { return Err(Problem::new("There is no live member.")) };
    let mut command = server(program, &places.of(first));
    command.args(["staff", "add", "demo", "--again", "--token-only"]);
    let token = run::run("Making a staff token", &mut command, note)?;
    let token = token.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned();
    Ok((places, token))
}

/// The backend's command in a member's folder. What this machine's environment says of other backends is not meant.
fn server(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null()).env_remove("DATABASE_URL");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("ATRIUM_") {
            command.env_remove(name);
        }
    }
    command
}

fn start(program: &Path, places: &Places, member: &Live) -> Done<Child> {
    let folder = places.of(member);
    let log = folder.join("log.txt");
    let file = std::fs::File::create(&log).map_err(|error| Problem::file("write", &log, &error))?;
    let copy = file.try_clone().map_err(|error| Problem::file("write", &log, &error))?;
    // It stops when its standard input ends, so it never outlives this program, however that ends.
    let mut command = server(program, &folder);
    command.args(["serve", "--with-parent"]).stdin(Stdio::piped()).stdout(file).stderr(copy);
    command
        .spawn()
        .map_err(|error| Problem::new(format!("The backend of {} could not be started: {error}.", member.id)))
}

/// The backends, ended when this is dropped.
struct Running(Vec<(&'static str, Child)>);

impl Running {
    /// Waits until a member's backend answers.
    fn wait_for(&mut self, member: &Live) -> Done {
        let since = Instant::now();
        while !healthy(member.port) {
            self.look()?;
            if since.elapsed() > PATIENCE {
                return Err(Problem::new(format!("The backend of {} does not answer; see its log.txt.", member.id)));
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }

    /// Until one of them ends by itself.
    fn watch(mut self) -> Done {
        loop {
            self.look()?;
            thread::sleep(Duration::from_millis(250));
        }
    }

    fn look(&mut self) -> Done {
        for (id, child) in &mut self.0 {
            if let Ok(Some(status)) = child.try_wait() {
                return Err(Problem::new(format!(
                    "The backend of {id} stopped by itself ({status}); see target/serve/{id}/log.txt."
                )));
            }
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        for (_, child) in &mut self.0 {
            drop(child.stdin.take());
        }
        for (_, child) in &mut self.0 {
            let _ = child.wait();
        }
    }
}

/// Whether whoever listens there says that it is well.
fn healthy(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let mut answer = String::new();
    let asked = write!(stream, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    asked.is_ok() && stream.read_to_string(&mut answer).is_ok() && answer.starts_with("HTTP/1.1 200")
}
