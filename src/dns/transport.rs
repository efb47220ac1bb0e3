//! One resolver on the wire: a question in, a classified reply out.

use std::future::{Future, ready};
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ProtocolConfig, ResolverOpts, ServerOrderingStrategy,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::udp::UdpClientStream;
use hickory_resolver::net::xfer::{DnsExchange, FirstAnswer};
use hickory_resolver::net::{DnsHandle, NetError};
use hickory_resolver::proto::op::{DnsRequestOptions, Query};
use hickory_resolver::proto::rr::{Name, RecordType};
use hickory_resolver::{ConnectionProvider, NameServerPool, PoolContext, TlsConfig};

use super::reply::{Fault, Reply};

/// How one question is put.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// Announce EDNS (RFC 6891). Dropped for a server that answers FORMERR to it (section 7).
    pub(super) edns: bool,
    /// Over TCP, after a truncated answer (RFC 7766, section 5).
    pub(super) tcp: bool,
}

/// How a server answers, as the probe has seen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habits {
    /// It bears EDNS. One that answers FORMERR to it, or nothing, does so for every domain.
    pub(super) edns: bool,
    /// It sends the SOA record with "no such name". Some stubs and home routers never do, so that its lack says
    /// nothing about the name; from any other server an answer without it is a broken one.
    pub(super) soa: bool,
}

/// One resolver.
///
/// Built on hickory's server pool, not on its `Resolver`: that one answers `.invalid` by itself, so that a probe
/// would never leave the machine, and it follows CNAMEs with questions that nobody counts.
#[derive(Clone)]
pub(super) struct Server {
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// What is known about it.
    pub(super) habits: Habits,
    udp: NameServerPool<SingleShot>,
    tcp: NameServerPool<SingleShot>,
    timeout: Duration,
}

impl Server {
    /// `timeout` is the patience for one question.
    pub(super) fn new(address: SocketAddr, timeout: Duration) -> Result<Self, NetError> {
        let mut options = ResolverOpts::default();
        options.timeout = timeout;
        options.attempts = 1;
        options.num_concurrent_reqs = 1;
        options.cache_size = 0;
        options.os_port_selection = true;
        options.server_ordering_strategy = ServerOrderingStrategy::UserProvidedOrder;
        let context = Arc::new(PoolContext::new(options, TlsConfig::new()?));
        let pool = |protocol| {
            let mut connection = ConnectionConfig::new(protocol);
            connection.port = address.port();
            let server = NameServerConfig::new(address.ip(), true, vec![connection]);
            NameServerPool::from_config([server], context.clone(), SingleShot::default())
        };
        Ok(Self {
            address,
            habits: Habits {
                edns: true,
                soa: true,
            },
            udp: pool(ProtocolConfig::Udp),
            tcp: pool(ProtocolConfig::Tcp),
            timeout,
        })
    }

    /// Asks one question, once. A truncated answer comes back as [`Reply::Truncated`].
    pub(super) async fn ask(&self, name: &Name, kind: RecordType, manner: Manner) -> Reply {
        let mut options = DnsRequestOptions::default();
        options.use_edns = manner.edns;
        options.recursion_desired = true;
        let pool = if manner.tcp { &self.tcp } else { &self.udp };
        let answer = pool
            .lookup(Query::query(name.clone(), kind), options)
            .first_answer();
        // hickory's own clock starts anew for connect and for reply; the budget knows only one.
        match tokio::time::timeout(self.timeout, answer).await {
            Ok(Ok(response)) => Reply::of_message(&response, name, kind),
            Ok(Err(NetError::Truncated)) if !manner.tcp => Reply::Truncated,
            Ok(Err(error)) => Reply::of_error(error, name, kind),
            Err(_) => Reply::Fault(Fault::Timeout),
        }
    }
}

/// Makes connections that send a UDP question once. hickory's own repeats it every third of a second without
/// telling, which would turn a budget of four questions into sixteen datagrams.
#[derive(Clone, Default)]
struct SingleShot(TokioRuntimeProvider);

impl ConnectionProvider for SingleShot {
    type Conn = DnsExchange<TokioRuntimeProvider>;
    type FutureConn = Pin<Box<dyn Future<Output = Result<Self::Conn, NetError>> + Send + 'static>>;
    type RuntimeProvider = TokioRuntimeProvider;

    fn new_connection(
        &self,
        ip: IpAddr,
        config: &ConnectionConfig,
        cx: &PoolContext,
    ) -> Result<Self::FutureConn, NetError> {
        if !matches!(config.protocol, ProtocolConfig::Udp) {
            return self.0.new_connection(ip, config, cx);
        }
        let address = SocketAddr::new(ip, config.port);
        let exchange = UdpClientStream::builder(address, self.0.clone())
            .with_timeout(Some(cx.options.timeout))
            .with_os_port_selection(cx.options.os_port_selection)
            .with_max_retries(0)
            .exchange();
        Ok(Box::pin(ready(Ok(exchange))))
    }

    fn runtime_provider(&self) -> &Self::RuntimeProvider {
        &self.0
    }
}
