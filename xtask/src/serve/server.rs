//! The server: hyper over this machine's loopback address, one task a connection.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::thread;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;

use super::answer::Site;
use crate::problem::{Done, Problem};

/// A site and the port it is served on.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    base: String,
    site: Arc<Site>,
}

impl Server {
    /// Takes a port of this machine; 0 is any that is free.
    pub fn bind(root: &Path, base: &str, port: u16) -> Done<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => Problem::new(format!(
                "Port {port} is in use: stop what uses it, or choose another with `--port {}`.",
                port.saturating_add(1)
            )),
            ErrorKind::PermissionDenied => {
                Problem::new(format!("Port {port} may not be used by you: choose one above 1024 with `--port 8080`."))
            }
            _ => Problem::new(format!("Port {port} cannot be used: {error}.")),
        })?;
        let address =
            listener.local_addr().map_err(|error| Problem::new(format!("Port {port} cannot be used: {error}.")))?;
        Ok(Self { listener, address, base: base.to_owned(), site: Arc::new(Site::new(root, base)) })
    }

    /// Where the site is, with a slash at the end.
    pub fn address(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Serves until the program ends; `ready` is called once requests are answered.
    pub fn run(self, ready: impl FnOnce()) -> Done {
        let trouble = |error: std::io::Error| Problem::new(format!("The server stopped: {error}."));
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_io().build().map_err(trouble)?;
        runtime.block_on(async move {
            self.listener.set_nonblocking(true).map_err(trouble)?;
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(trouble)?;
            ready();
            loop {
                // One connection that could not be taken is no reason to stop.
                let Ok((stream, _)) = listener.accept().await else {
                    continue;
                };
                let _ = stream.set_nodelay(true);
                let site = Arc::clone(&self.site);
                tokio::spawn(async move {
                    let service = service_fn(move |request| respond(Arc::clone(&site), request));
                    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
                });
            }
        })
    }

    /// Serves beside what else this program does; answers with the address.
    pub fn in_background(self) -> String {
        let address = self.address();
        thread::spawn(move || self.run(|| {}));
        address
    }
}

async fn respond(site: Arc<Site>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let answer = site.answer(request.method(), request.uri(), request.headers());
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;
    use crate::files;

    #[test]
    fn a_port_in_use_is_one_sentence() -> Result<(), String> {
        let first = Server::bind(Path::new("."), "/", 0).map_err(|p| p.to_string())?;
        let port = first.address.port();
        let second = Server::bind(Path::new("."), "/", port).map(drop).map_err(|problem| problem.to_string());
        assert_eq!(
            second,
            Err(format!(
                "error: Port {port} is in use: stop what uses it, or choose another with `--port {}`.",
                port + 1
            ))
        );
        Ok(())
    }

    #[test]
    fn one_connection_carries_many_requests_and_many_connections_are_served() -> Result<(), String> {
        let root = std::env::temp_dir().join(format!("atrium-server-{}", std::process::id()));
        files::write(&root.join("a.json"), "{\"a\":1}").map_err(|p| p.to_string())?;
        let server = Server::bind(&root, "/", 0).map_err(|p| p.to_string())?;
        let address = server.address;
        server.in_background();
        let clients: Vec<_> = (0..32)
            .map(|_| {
                thread::spawn(move || -> std::io::Result<usize> {
                    let mut stream = TcpStream::connect(address)?;
                    let mut bodies = 0;
                    for request in 0..20 {
                        let close = if request == 19 { "Connection: close\r\n" } else { "" };
                        write!(stream, "GET /a.json HTTP/1.1\r\nHost: x\r\n{close}\r\n")?;
                    }
                    let mut all = String::new();
                    stream.read_to_string(&mut all)?;
                    bodies += all.matches("{\"a\":1}").count();
                    Ok(bodies)
                })
            })
            .collect();
        for client in clients {
            let bodies = client.join().map_err(|_| "a client fell over")?.map_err(|e| e.to_string())?;
            assert_eq!(bodies, 20);
        }
        files::remove(&root).map_err(|p| p.to_string())
    }
}
