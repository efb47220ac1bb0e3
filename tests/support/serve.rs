//! What every DNS server of the tests begins with.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_server::server::{RequestHandler, Server};
use tokio::net::{TcpListener, UdpSocket};
use tokio::runtime::Runtime;

/// Serves UDP on a free port of loopback, and lets `tcp` decide what becomes of TCP on the same. The server ends with the
/// runtime.
pub fn serve<H: RequestHandler>(
    handler: H,
    tcp: impl FnOnce(&mut Server<H>, TcpListener),
) -> (SocketAddr, Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let address = runtime.block_on(async {
        let (udp, listener) = sockets().await;
        let address = udp.local_addr().unwrap();
        let mut server = Server::new(handler);
        server.register_socket(udp);
        tcp(&mut server, listener);
        tokio::spawn(async move { server.block_until_done().await });
        address
    });
    (address, runtime)
}

/// TCP as it should be.
pub fn served<H: RequestHandler>(server: &mut Server<H>, listener: TcpListener) {
    server.register_listener(listener, Duration::from_secs(5), 64);
}

/// UDP and TCP on one port that the system chose.
async fn sockets() -> (UdpSocket, TcpListener) {
    loop {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        if let Ok(udp) = UdpSocket::bind(listener.local_addr().unwrap()).await {
            return (udp, listener);
        }
    }
}
