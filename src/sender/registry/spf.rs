//! SPF (RFC 7208).

rules! {
    SPF_MISSING "spf-missing" Spf Problem {
        "no SPF record", "没有 SPF 记录";
        "{subject} has no SPF record, so that no receiver can tell its servers from others",
        "{subject} 没有 SPF 记录，收信方无法分辨哪些服务器可以代表它发信";
        "Publish one TXT record that names every server and service that sends for the domain. Gmail, Yahoo and Outlook.com refuse bulk mail without it.",
        "请发布一条 TXT 记录，列出所有代表该域名发信的服务器和服务。没有它，Gmail、Yahoo、Outlook.com 会拒收群发邮件。";
    }
    SPF_NOT_RECOGNISED "spf-not-recognised" Spf Problem {
        "no receiver takes it for SPF", "无法识别为 SPF";
        "the text at {subject} looks like an SPF record, but does not begin with \"v=spf1\" and a blank",
        "{subject} 的这条文本像 SPF 记录，但开头不是“v=spf1”加空格";
        "A record counts only if it begins with exactly v=spf1, followed by a blank or nothing (RFC 7208, section 4.5).",
        "只有以 v=spf1 开头、后面是空格或结束的记录才有效（RFC 7208 第 4.5 节）。";
    }
    SPF_SEVERAL_RECORDS "spf-several-records" Spf Problem {
        "several SPF records", "多条 SPF 记录";
        "{subject} has {n} SPF records, which is as good as none: receivers end with permerror",
        "{subject} 有 {n} 条 SPF 记录，等于没有：收信方会得到 permerror";
        "A domain may have one SPF record (RFC 7208, section 4.5). Merge them into one and delete the others.",
        "一个域名只能有一条 SPF 记录（RFC 7208 第 4.5 节）。请合并成一条并删除其余的。";
    }
    SPF_JOINED "spf-joined" Spf Problem {
        "strings joined without a blank", "字符串拼接处缺空格";
        "the strings of the TXT record at {subject} are joined without a blank, which makes {term} of two terms",
        "{subject} 的 TXT 记录由多个字符串拼成，拼接处没有空格，两项变成了 {term}";
        "The strings of one TXT record are joined without anything between (RFC 7208, section 3.3). Put a blank at the end of each string.",
        "一条 TXT 记录的多个字符串会直接相连（RFC 7208 第 3.3 节）。请在每个字符串末尾加空格。";
    }
    SPF_SYNTAX "spf-syntax" Spf Problem {
        "syntax error", "语法错误";
        "the SPF record of {subject} cannot be read at {term}: {what}",
        "{subject} 的 SPF 记录在 {term} 处无法解析：{what}";
        "One wrong term makes the whole record worthless: receivers end with permerror before they look at any other (RFC 7208, section 4.6).",
        "只要有一项写错，整条记录就作废：收信方会直接得到 permerror（RFC 7208 第 4.6 节）。";
    }
    SPF_INCLUDE_NOTHING "spf-include-nothing" Spf Problem {
        "include of nothing", "引用了不存在的记录";
        "{term} leads to {target}, which has no SPF record: receivers end with permerror",
        "{term} 指向的 {target} 没有 SPF 记录：收信方会得到 permerror";
        "An include or redirect to a domain without an SPF record is a permanent error (RFC 7208, sections 5.2 and 6.1). Remove it, or ask the service for its present name.",
        "include 或 redirect 的目标没有 SPF 记录属于永久错误（RFC 7208 第 5.2、6.1 节）。请删除，或向服务商询问现在的名称。";
    }
    SPF_LOOP "spf-loop" Spf Problem {
        "loop", "循环引用";
        "the SPF records refer to each other in a circle: {path}",
        "SPF 记录循环引用：{path}";
        "A record that leads back to itself spends all look-ups and ends with permerror. Remove the reference that closes the circle.",
        "绕回自身的记录会用尽查询次数，结果是 permerror。请删除构成循环的那一项。";
    }
    SPF_TOO_MANY_LOOKUPS "spf-too-many-lookups" Spf Problem {
        "too many look-ups", "DNS 查询次数过多";
        "the SPF record of {subject} costs {n} DNS look-ups, and 10 are allowed: {path}",
        "{subject} 的 SPF 记录需要 {n} 次 DNS 查询，而上限是 10 次：{path}";
        "include, a, mx, ptr, exists and redirect cost a look-up each, those of included records too; beyond 10 receivers end with permerror (RFC 7208, section 4.6.4). Remove services that you no longer use, name own servers by ip4 and ip6, or send through a service from a subdomain of its own.",
        "include、a、mx、ptr、exists、redirect 各算一次查询，被引用的记录也算；超过 10 次收信方会得到 permerror（RFC 7208 第 4.6.4 节）。请删除不再使用的服务，把自己的服务器改写成 ip4、ip6，或让某个服务改用单独的子域名发信。";
    }
    SPF_TOO_MANY_VOID_LOOKUPS "spf-too-many-void-lookups" Spf Problem {
        "too many look-ups that find nothing", "空查询过多";
        "{n} look-ups of the SPF record of {subject} find nothing, and 2 are allowed: {path}",
        "{subject} 的 SPF 记录有 {n} 次查询查不到任何内容，而上限是 2 次：{path}";
        "Names that do not exist or have no address count as void look-ups; beyond two receivers end with permerror (RFC 7208, section 4.6.4). Remove them.",
        "不存在或没有地址的名称属于空查询；超过 2 次收信方会得到 permerror（RFC 7208 第 4.6.4 节）。请删除它们。";
    }
    SPF_TOO_MANY_HOSTS "spf-too-many-hosts" Spf Problem {
        "too many mail servers behind mx", "mx 的主机过多";
        "{term} in the SPF record of {subject} stands for {n} mail servers, and 10 are allowed",
        "{subject} 的 SPF 记录中 {term} 对应 {n} 台邮件服务器，而上限是 10 台";
        "More than ten hosts behind one mx end with permerror (RFC 7208, section 4.6.4). Name the sending servers by ip4 and ip6.",
        "一个 mx 对应超过 10 台主机会得到 permerror（RFC 7208 第 4.6.4 节）。请用 ip4、ip6 写出发信服务器。";
    }
    SPF_PASS_ALL "spf-pass-all" Spf Problem {
        "everybody may send", "任何人都可以发信";
        "{term} in the SPF record of {subject} lets every server in the world send for the domain",
        "{subject} 的 SPF 记录中的 {term} 允许全世界任何服务器代表该域名发信";
        "Receivers know such records from spammers and distrust the domain. End the record with ~all or -all.",
        "收信方知道这是垃圾邮件发送者的做法，会不信任该域名。请以 ~all 或 -all 结尾。";
    }
    SPF_EMPTY "spf-empty" Spf Problem {
        "nobody may send", "不允许任何服务器发信";
        "the SPF record of {subject} names no server at all: it says that the domain sends no mail",
        "{subject} 的 SPF 记录没有列出任何服务器：它声明该域名不发邮件";
        "\"v=spf1 -all\" is for domains that send nothing. Name the servers and services that send.",
        "“v=spf1 -all”用于不发邮件的域名。请写出发信的服务器和服务。";
    }
    SPF_NOT_AUTHORISED "spf-not-authorised" Spf Problem {
        "the server may not send", "服务器未获授权";
        "SPF ends with {result} for {ip}: the record of {subject} does not let this server send",
        "{ip} 的 SPF 结果为 {result}：{subject} 的记录没有授权这台服务器发信";
        "Every receiver that looks at SPF gets this result for mail from the address. Add the address, or the include that your service names.",
        "凡是检查 SPF 的收信方，对来自该地址的邮件都会得到这个结果。请加入该地址，或服务商提供的 include。";
    }
    SPF_BROKEN "spf-broken" Spf Problem {
        "permanent error", "永久错误";
        "SPF ends with permerror for {ip} at {subject}",
        "{subject} 对 {ip} 的 SPF 结果为 permerror";
        "The record cannot be evaluated for mail from this address, as if there were none.",
        "对来自该地址的邮件无法计算该记录，等同于没有记录。";
    }
    SPF_NO_DOMAIN "spf-no-domain" Spf Problem {
        "no domain to check", "没有可检查的域名";
        "\"{subject}\" is no domain that SPF can be checked for",
        "“{subject}”不是可以检查 SPF 的域名";
        "The domain of the envelope sender, or the HELO name where there is none, must have several labels, none of them empty or longer than 63 characters (RFC 7208, section 4.3).",
        "信封发件人的域名（没有时用 HELO 名称）必须由多段组成，每段不能为空，也不能超过 63 个字符（RFC 7208 第 4.3 节）。";
    }
    SPF_NEUTRAL_ALL "spf-neutral-all" Spf Warning {
        "?all says nothing", "?all 没有作用";
        "the SPF record of {subject} ends with ?all, which protects nothing",
        "{subject} 的 SPF 记录以 ?all 结尾，不起任何保护作用";
        "Neutral is treated like no record (RFC 7208, section 8.2). End the record with ~all or -all.",
        "neutral 等同于没有记录（RFC 7208 第 8.2 节）。请以 ~all 或 -all 结尾。";
    }
    SPF_NO_ALL "spf-no-all" Spf Warning {
        "no all at the end", "结尾没有 all";
        "the SPF record of {subject} does not end with all, so that other servers get neutral",
        "{subject} 的 SPF 记录没有以 all 结尾，其他服务器会得到 neutral";
        "Without all or redirect= the record says nothing of servers that it does not name. End it with ~all or -all.",
        "没有 all 或 redirect= 时，记录对未列出的服务器没有说明。请以 ~all 或 -all 结尾。";
    }
    SPF_AFTER_ALL "spf-after-all" Spf Warning {
        "terms after all", "all 之后还有内容";
        "{term} in the SPF record of {subject} stands behind all and is never looked at",
        "{subject} 的 SPF 记录中 {term} 写在 all 之后，永远不会被检查";
        "all always matches, so that nothing behind it counts (RFC 7208, section 5.1). Put all at the end.",
        "all 总是匹配，后面的内容都无效（RFC 7208 第 5.1 节）。请把 all 放在最后。";
    }
    SPF_REDIRECT_IGNORED "spf-redirect-ignored" Spf Warning {
        "redirect beside all", "redirect 与 all 并存";
        "{term} in the SPF record of {subject} is ignored, since the record has an all",
        "{subject} 的 SPF 记录中有 all，因此 {term} 被忽略";
        "redirect= holds only where nothing matches, and all always does (RFC 7208, section 6.1). Keep one of the two.",
        "redirect= 只在都不匹配时有效，而 all 总是匹配（RFC 7208 第 6.1 节）。请只保留其中一个。";
    }
    SPF_WIDE_RANGE "spf-wide-range" Spf Warning {
        "very wide range", "授权范围过大";
        "{term} in the SPF record of {subject} lets {n} addresses send for the domain",
        "{subject} 的 SPF 记录中 {term} 允许 {n} 个地址代表该域名发信";
        "Hardly anybody owns a range wider than /16; strangers in it can send as you. Name your servers.",
        "几乎没有人拥有比 /16 更大的网段，其中的陌生人可以冒用您的域名。请只写自己的服务器。";
    }
    SPF_PTR "spf-ptr" Spf Warning {
        "ptr is deprecated", "ptr 已弃用";
        "{term} in the SPF record of {subject} is slow, unreliable and ignored by some receivers",
        "{subject} 的 SPF 记录中的 {term} 又慢又不可靠，有的收信方会忽略";
        "The standard says not to publish ptr (RFC 7208, section 5.5). Name the servers by ip4, ip6 or a.",
        "标准要求不要发布 ptr（RFC 7208 第 5.5 节）。请用 ip4、ip6 或 a 写出服务器。";
    }
    SPF_VOID_TERM "spf-void-term" Spf Warning {
        "a term that finds nothing", "查不到内容的项";
        "{term} in the SPF record of {subject} finds nothing: {target} has no address",
        "{subject} 的 SPF 记录中 {term} 查不到任何内容：{target} 没有地址";
        "The term lets nobody send and spends one of the two void look-ups that are allowed. Remove it.",
        "这一项没有授权任何服务器，却占用了仅有的 2 次空查询之一。请删除。";
    }
    SPF_LONG "spf-long" Spf Hint {
        "longer than a UDP answer", "超出 UDP 应答长度";
        "the TXT records of {subject} take {n} bytes, more than one UDP answer holds",
        "{subject} 的 TXT 记录共 {n} 字节，超过一个 UDP 应答的容量";
        "Receivers behind firewalls that let no DNS over TCP or EDNS through cannot read it (RFC 7208, section 3.4). Shorten the record, or remove old TXT records at the same name.",
        "防火墙不放行 TCP 方式的 DNS 或 EDNS 的收信方会读不到（RFC 7208 第 3.4 节）。请缩短记录，或删除同名下旧的 TXT 记录。";
    }
    SPF_UPPER_CASE "spf-upper-case" Spf Hint {
        "version in upper case", "版本号用了大写";
        "the SPF record of {subject} begins with {term}, which some receivers do not take for v=spf1",
        "{subject} 的 SPF 记录以 {term} 开头，有的收信方不认";
        "The standard takes either case, but not every program does. Write v=spf1.",
        "标准不区分大小写，但并非所有程序都如此。请写成 v=spf1。";
    }
    SPF_UNANSWERED "spf-unanswered" Spf Unknown {
        "DNS did not answer", "DNS 没有应答";
        "what SPF says cannot be told: {target} found no answer ({fault})",
        "无法判断 SPF：{target} 没有应答（{fault}）";
        "That is neither a missing record nor a sound one. Try again later, or with another --resolver.",
        "这既不表示没有记录，也不表示记录正常。请稍后再试，或用 --resolver 换一个 DNS 服务器。";
    }
}
