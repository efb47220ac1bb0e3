//! `presend sender`.

texts! {
    OK { "ok", "正常" }
    PROBLEM { "problem", "有问题" }
    DOES_NOT_APPLY { "does not apply", "不适用" }
    CANNOT_TELL { "cannot tell", "无法判断" }
    WARNING { "warning", "警告" }
    HINT { "hint", "提示" }
    READY { "ready", "可以发送" }
    FIX_FIRST { "fix first", "先解决问题" }
    VERDICT_UNKNOWN { "cannot tell", "无法判断" }

    SPF { "SPF", "SPF（授权服务器）" }
    DKIM { "DKIM", "DKIM（签名密钥）" }
    DMARC { "DMARC", "DMARC（处理策略）" }
    MX { "MX and bounces", "MX 与退信" }
    PTR { "PTR and HELO", "PTR 与 HELO" }
    BLOCKLISTS { "Blocklists", "黑名单" }

    PART_FROM { "Sending: the address in From", "发信：发件人地址" }
    PART_BOUNCES { "Sending: the domain of the bounces", "发信：退信域名" }
    PART_SPF { "Sending: SPF", "发信：SPF" }
    PART_DKIM { "Sending: DKIM", "发信：DKIM" }
    PART_DMARC { "Sending: DMARC", "发信：DMARC" }
    PART_SERVERS { "Sending: the servers and their names", "发信：服务器及其名称" }
    PART_BLOCKLISTS { "Sending: blocklists", "发信：黑名单" }
    PART_RECEIVERS { "Sending: rules of the big receivers", "发信：大型收信方的规则" }

    NO_IP {
        "no --ip is given: it stands in the topmost Received header of a message that you sent to yourself",
        "没有给出 --ip：给自己发一封邮件，最上面的 Received 标头里就有发信 IP"
    }
    CHECKS { "Checks", "各项检查" }
    RECEIVERS { "Big receivers", "大型收信方" }
    PROBLEMS { "Problems, in the order in which to mend them", "问题（按解决顺序）" }
    WARNINGS { "Warnings", "警告" }
    UNKNOWNS { "What could not be found out", "没能查明的" }
    HINTS { "Hints", "提示" }
    FOUND { "found", "现有" }
    PUBLISH { "publish", "改为" }
    YOUR_SERVER { "(the address of your mail server)", "（您的邮件服务器的地址）" }
    AS_ABOVE { "the record under {n}", "见第 {n} 条的记录" }
    NAME { "name", "名称" }
    TYPE { "type", "类型" }
    VALUE { "value", "值" }
    WATCH {
        "no look at DNS shows spam complaints or TLS: keep complaints under 0.1 % and send over TLS",
        "从 DNS 看不出投诉率和 TLS：请把投诉率控制在 0.1% 以下，并用 TLS 发送"
    }
    GIVE_VOLUME {
        "which rules are yours depends on how much you send: give --volume N/day",
        "适用哪些规则取决于发信量：请给出 --volume N/day"
    }
    HEAD_READY { "ready: {domain} can send", "可以发送：{domain} 已就绪" }
    HEAD_PASSES {
        "ready: nothing is wrong with {domain} in what was checked",
        "可以发送：在所做的检查中没有发现 {domain} 有问题"
    }
    HEAD_ONE { "fix first: 1 problem keeps {domain} from sending", "先解决问题：{domain} 有 1 个问题" }
    HEAD_FIX { "fix first: {n} problems keep {domain} from sending", "先解决问题：{domain} 有 {n} 个问题" }
    HEAD_UNKNOWN {
        "cannot tell: nothing is known to be wrong with {domain}, but not everything could be found out",
        "无法判断：没有发现 {domain} 有问题，但有些内容没能查明"
    }
    OFFLINE { "nothing was asked because of --offline", "因使用 --offline，没有做任何查询" }

    NO_DOMAIN { "no domain is named", "没有指定域名" }
    NAME_A_DOMAIN {
        "name the sending domain, or an address of it with --from or --mail-from",
        "请写出发信域名，或用 --from、--mail-from 给出它的地址"
    }
    BAD_DOMAIN { "\"{text}\" is no domain", "“{text}”不是域名" }
    BAD_ADDRESS { "{flag} {text}: not an address", "{flag} {text}：不是邮箱地址" }
    BAD_IP { "--ip {text}: not an IP address", "--ip {text}：不是 IP 地址" }
    BAD_VOLUME { "--volume {text}: not a number of messages a day", "--volume {text}：不是每天的邮件数" }
    VOLUME_FORMS { "write N or N/day, as in 5000/day", "请写成 N 或 N/day，例如 5000/day" }
    BAD_SELECTOR { "--selector {text}: not a selector", "--selector {text}：不是有效的选择器" }
}
