//! `presend explain`.

texts! {
    REASON_TITLE { "{id}: {title}", "{id}：{title}" }
    VERDICT { "verdict", "结论" }
    DECISION { "verdict", "处理方式" }
    WEIGHT { "weight", "轻重" }
    GROUP { "group", "类别" }
    MESSAGE { "message", "说明文字" }
    CHANGED { "{decision} (by presend.toml; the default is {default})", "{decision}（按 presend.toml；默认为 {default}）" }
    FIXED {
        "To change it: keep or review; nothing can make it remove, for it says that nothing is known",
        "如何调整：只能设为 keep 或 review；它只表示情况不明，任何设置都不能让它剔除联系人"
    }
    CHANGE { "To change it: in presend.toml:", "如何调整：在 presend.toml 中写" }

    CELL { "cell", "单元格" }
    REPAIR { "repair", "修复" }
    FORM { "syntax", "格式" }
    TABLES { "tables", "数据表" }
    TYPO { "typo", "拼写" }
    DNS { "dns", "DNS 查询" }
    ALSO { "also", "另有" }
    MEANT { "meant", "应为" }

    NO_ADDRESS { "no address in it", "里面没有邮箱地址" }
    REPAIRED { "{address}, nothing was guessed", "{address}，没有作任何猜测" }
    NOTHING_TO_REPAIR { "nothing to repair", "无需修复" }
    GUESS { "probably {address}, but that is a guess", "可能是 {address}，但只是猜测" }
    LITERALLY { "literally {address}", "按字面是 {address}" }
    SEVERAL { "{n} addresses: {addresses}", "{n} 个地址：{addresses}" }
    SEVERAL_GUESSED {
        "{n} addresses, the borders are guessed: {addresses}",
        "{n} 个地址，分隔处是推测的：{addresses}"
    }
    BEYOND_REPAIR {
        "no repair that loses nothing makes an address of it",
        "无法在不丢失信息的前提下修复成邮箱地址"
    }
    LOCAL { "local part \"{local}\"", "@ 前是“{local}”" }
    DOMAIN { "domain {domain}", "域名 {domain}" }
    LITERAL { "address literal {domain}", "IP 地址 {domain}" }
    QUOTED { "quoted", "带引号" }
    SMTPUTF8 { "needs SMTPUTF8", "需要 SMTPUTF8" }
    MIXED { "mixes scripts", "混用不同文字" }
    UNUSUAL { "unusual characters", "含少见字符" }

    HIT { "{table}: {what}", "{table}：{what}" }
    HIT_FROM { "{table}: {what} ({origin}, {date})", "{table}：{what}（{origin}，{date}）" }
    NO_HIT { "no table names it", "没有数据表提到它" }
    ROLE { "{local}: a role ({class}, {lang})", "{local}：职能邮箱（{class}，{lang}）" }
    HIT_OWN { "{table}: {what} (your own entry)", "{table}：{what}（您自己的条目）" }
    SAME_MAILBOX { "the same mailbox as {address}", "与 {address} 是同一个邮箱" }
    PROVIDER { "{name}, region {region}", "{name}，地区 {region}" }
    PROVIDER_OF { "{name} of {operator}, region {region}, tier {tier}", "{name} 属于 {operator}，地区 {region}，第 {tier} 档" }
    NO_TLD { "no .{tld}", "没有 .{tld}" }
    ALLOWED { "{local}: allowed by {source}", "{local}：符合规则（原文：{source}）" }
    IMPOSSIBLE { "{local}: impossible by {source}", "{local}：不符合规则（原文：{source}）" }

    NO_TYPO { "{domain}: no misspelling", "{domain}：没有拼写错误" }
    SUSPECTED { "{domain} → {intended}: {parts}", "{domain} → {intended}：{parts}" }
    NEAR { "near {other}: {parts}", "与 {other} 接近：{parts}" }
    BY_TABLE { "a known misspelling", "已知的误写" }
    BY_SHAPE { "dots are missing or misplaced", "点号缺失或位置不对" }
    BY_PROVIDER_TLD { "the ending behind a provider's name", "服务商名字后面的后缀不对" }
    BY_PROVIDER_NAME { "close to a provider's name", "与服务商的名字很接近" }
    BY_UNKNOWN_TLD { "the top-level domain does not exist", "顶级域名不存在" }
    BY_LIST { "many rows of the list use the other", "名单中很多行用的是另一个" }
    DISTANCE { "distance {distance} ({slips})", "差异 {distance}（{slips}）" }
    CERTAIN { "certain", "确定" }

    FACT { "{domain}: {fact}", "{domain}：{fact}" }
    FACT_EXTRA { "{domain}: {fact} (not needed for the verdict)", "{domain}：{fact}（与结论无关）" }
    NOT_ASKED { "not asked", "未查询" }
    NOTHING_TO_ASK { "nothing to ask", "无需查询" }
    THEN { "{first}; {next}", "{first}；{next}" }
    MX { "MX {hosts}", "MX 主机 {hosts}" }
    MX_HOST_BARE { "{host} (no address)", "{host}（没有地址）" }
    MX_HOST { "{host} ({addresses})", "{host}（{addresses}）" }
    NO_MX { "no MX, addresses {addresses}", "没有 MX，地址 {addresses}" }
    NULL_MX { "null MX: it takes no mail", "空 MX：不接收邮件" }
    NO_ROUTE { "neither MX nor address", "没有 MX，也没有地址" }
    NXDOMAIN { "NXDOMAIN: it does not exist", "NXDOMAIN：不存在" }
    NO_ANSWER { "no answer ({fault})", "没有应答（{fault}）" }
    FAULT_TIMEOUT { "timeout", "超时" }
    FAULT_SERVFAIL { "SERVFAIL", "服务器出错 SERVFAIL" }
    FAULT_REFUSED { "refused", "被拒绝" }
    FAULT_UNAVAILABLE { "DNS not reachable", "无法使用 DNS" }
    FAULT_NOT_ASKED { "not asked", "未查询" }
    KNOWN { "{route}; TTL {ttl} s, {learnt}", "{route}；TTL {ttl} 秒，{learnt}" }
    ASKED_NOW { "asked now", "刚刚查询" }
    CACHED { "from the cache, {age} old", "取自缓存，{age}前" }
    RECORDED { "from the recording, {age} old", "取自记录，{age}前" }
    SECONDS { "{n} s", "{n} 秒" }
    MINUTES { "{n} min", "{n} 分钟" }
    HOURS { "{n} h", "{n} 小时" }
    DAYS { "{n} days", "{n} 天" }

    ALL_WELL { "keep (ok)", "保留 keep（ok）" }
    FINDING { "{decision} ({reason}): {message}", "{decision}（{reason}）：{message}" }
}
