//! The report: a page for people who open it in a browser. It speaks in sentences, with their full stops.

texts! {
    // The page.
    KIND_LIST { "List report", "名单报告" }
    FOOTER { "This page was made on your own machine and holds rows of your list. It loads nothing, sends nothing and runs no script. Pass it on as carefully as the list itself.", "本页面在你自己的电脑上生成，包含名单中的数据。它不加载任何外部内容，不发送任何数据，也不运行脚本。转发时请像对待名单本身一样谨慎。" }
    KIND_CHECK { "Check report", "检查报告" }
    FOOTER_MASKED { "This page was made on your own machine. Addresses are masked, no other cell is shown. It loads nothing, sends nothing and runs no script.", "本页面在你自己的电脑上生成。地址已隐去一部分，其他单元格不显示。它不加载任何外部内容，不发送任何数据，也不运行脚本。" }
    FOOTER_OPEN { "This page was made on your own machine and shows addresses in full. It loads nothing, sends nothing and runs no script. Pass it on as carefully as the lists themselves.", "本页面在你自己的电脑上生成，地址完整显示。它不加载任何外部内容，不发送任何数据，也不运行脚本。转发时请像对待名单本身一样谨慎。" }
    MADE_BY { "Made by presend {version}", "由 presend {version} 生成" }
    CONTENTS { "On this page", "本页内容" }
    OF_ROWS { "{n} of {total} rows, {share}", "{total} 行中的 {n} 行，占 {share}" }

    A_ROW { "1 row", "1 行" }
    N_ROWS { "{n} rows", "{n} 行" }
    A_DOMAIN { "1 domain", "1 个域名" }
    N_DOMAINS { "{n} domains", "{n} 个域名" }

    // What becomes of rows.
    HEADLINE { "{n} of {total} rows are safe to send to", "{total} 行中有 {n} 行可以放心发送" }
    HEADLINE_ALL { "All {total} rows are safe to send to", "全部 {total} 行都可以放心发送" }
    HEADLINE_ONE { "1 of {total} rows is safe to send to", "{total} 行中有 1 行可以放心发送" }
    HEADLINE_NONE { "No row of this list is safe to send to yet", "这份名单目前没有可以放心发送的行" }
    HEADLINE_EMPTY { "The list has no rows", "名单里没有数据行" }
    RESULT { "Result", "结果" }
    KEEP { "Safe to send", "可以发送" }
    REVIEW { "Look at these", "需要人工查看" }
    REMOVE { "Do not send", "不要发送" }
    KEEP_MEANING { "Nothing speaks against these addresses.", "这些地址没有发现问题。" }
    REVIEW_MEANING { "A person should decide: a probable misspelling, or something that could not be found out.", "请人工判断：可能是拼写错误，也可能是这次没有查到。" }
    REMOVE_MEANING { "There is evidence that mail would bounce or do harm.", "有明确证据表明邮件会被退回，或给您带来麻烦。" }
    NOT_CHECKED { "Not every domain could be checked: {trouble}.", "部分域名未能检查：{trouble}。" }

    // Why.
    REASONS { "Why", "原因" }
    REASONS_INTRO { "Each row is counted once, under the reason that decided. The id stands in the column presend_reason of the files.", "每一行只计一次，归入起决定作用的原因。原因的标识就是文件中 presend_reason 列的值。" }
    REMOVED_BECAUSE { "Not to send to", "不要发送的行" }
    REVIEW_BECAUSE { "To look at", "需要查看的行" }
    KEPT_WITH_NOTE { "Safe, with a note", "可以发送，但有备注" }
    FIRST_ROWS { "The first {n} of {total} rows", "{total} 行中的前 {n} 行" }
    ALL_ROWS { "All {n} rows", "全部 {n} 行" }
    THE_ROW { "The row", "这一行" }
    ROW { "Row", "行号" }
    ADDRESS { "Cell as it came", "原单元格" }
    FINDING { "Finding", "发现" }
    OTHER_CELLS { "Other cells", "其他单元格" }
    PROBABLY { "probably {address}", "可能是 {address}" }
    COLUMN { "column {n}", "第 {n} 列" }
    BLANK { "(blank)", "（空）" }

    // Misspellings.
    MISSPELLINGS { "Misspellings", "拼写错误" }
    MISSPELLINGS_INTRO { "Domains that look mistyped, and what was probably meant.", "看起来写错的域名，以及可能的正确写法。" }
    TYPED { "Typed", "原写法" }
    INTENDED { "Probably meant", "可能的正确写法" }
    ROWS { "Rows", "行数" }
    CERTAINTY { "How sure", "把握" }
    CORRECTED { "corrected", "已改正" }
    CERTAIN { "certain", "确定" }
    PLEASE_CHECK { "check it", "请核对" }
    AND_MORE { "and {n} more", "另有 {n} 项" }

    // Domains.
    DOMAINS { "Domains and providers", "域名与邮箱服务商" }
    DOMAINS_INTRO { "Where the addresses of the list are, counted over all rows with an address.", "名单中的地址分布，统计所有含有地址的行。" }
    TOP_DOMAINS { "Most frequent domains", "最常见的域名" }
    TOP_PROVIDERS { "Most frequent mail providers", "最常见的邮箱服务商" }
    DOMAIN { "Domain", "域名" }
    PROVIDER { "Mail provider", "邮箱服务商" }
    OTHER_PROVIDER { "own server or unknown", "自建服务器或未知" }
    SHARE { "Share", "占比" }
    SAFE { "Safe", "可发送" }

    // How the list was read.
    READING { "How the list was read", "名单的读取方式" }
    READING_INTRO { "Check these where something looks wrong; the flag in the last column overrules what was detected.", "如果结果不对，请核对以下各项；可用最后一列的选项改正自动检测的结果。" }
    PROPERTY { "Property", "项目" }
    DETECTED { "Detected", "检测结果" }
    OVERRULE { "Overrule with", "改用选项" }
    FORM { "Form", "格式" }
    SHEET { "Sheet", "工作表" }
    SHEET_NAME { "sheet {n}, {name}", "第 {n} 张，{name}" }
    ENCODING { "Encoding", "编码" }
    WITH_BOM { "{encoding} with byte order mark", "{encoding}（带 BOM）" }
    DELIMITER { "Delimiter", "分隔符" }
    COMMA { "comma", "逗号" }
    TAB { "tab", "制表符" }
    SEMICOLON { "semicolon", "分号" }
    PIPE { "pipe", "竖线" }
    ONE_COLUMN { "none, one address a line", "无，每行一个地址" }
    HEADER { "Header", "表头" }
    HEADER_IN { "row {n}", "第 {n} 行" }
    NO_HEADER { "none", "无" }
    ADDRESS_COLUMNS { "Addresses in", "地址所在列" }
    NAMED_COLUMN { "column {n}, {name}", "第 {n} 列，{name}" }
    DATA_ROWS { "Rows", "数据行" }
    PREAMBLE { "Lines before the header", "表头前的行" }
    BLANK_LINES { "Blank lines", "空行" }
    FOOTER_ROWS { "Rows of a footer", "表尾说明行" }
    DNS { "Domains looked up", "查询的域名" }
    DNS_WITHOUT_ANSWER { "Of these without an answer", "其中没有应答" }
    DNS_NOT_ASKED { "Of these not asked", "其中未查询" }

    // What to do next.
    NEXT { "What to do next", "下一步" }
    SEND_TITLE { "Send to the clean list only", "只向清理后的名单发送" }
    SEND { "Import {file} into your mail program. It holds {rows}, with the addresses repaired where nothing is lost by it.", "把 {file} 导入你的邮件工具。它包含 {rows}联系人，能无损修复的地址已修复。" }
    SEND_ANNOTATED { "Filter {file} by the column presend_verdict: `keep` marks what is safe, {rows}.", "在 {file} 中按 presend_verdict 列筛选：值为 `keep` 的 {rows}可以发送。" }
    TROUBLE_TITLE { "Run it again when DNS can be reached", "待 DNS 可用后再运行一次" }
    TROUBLE { "Part of the list could not be checked in this run. The same command asks only for what is missing.", "这次运行有一部分名单未能检查。再次运行同一命令，只会查询缺少的部分。" }
    UNKNOWN_TITLE { "Ask again later for what gave no answer", "稍后再查询没有应答的域名" }
    UNKNOWN { "No answer came for {domains}. That is often a fault of an hour: run the same command again later, and only these are asked. No contact is dropped for it.", "有 {domains}没有应答。这往往只是一时的故障：稍后再次运行同一命令，只会查询这些域名。不会因此丢弃任何联系人。" }
    OFFLINE_TITLE { "Check with DNS before you send", "发送前请联网检查" }
    OFFLINE { "This run did not ask for {domains}. Run it without `--offline` on a machine with a network: dead domains are found only so.", "这次运行没有查询 {domains}。请在联网的电脑上去掉 `--offline` 再运行一次：只有这样才能找出失效的域名。" }
    OTHER_COLUMN_TITLE { "A further column holds addresses", "还有一列也包含地址" }
    OTHER_COLUMN { "Column {column} was not judged. `{flags}` judges both, and keeps a row if either address is good.", "{column}没有参与判断。使用 `{flags}` 会同时判断，只要有一个地址可用就保留该行。" }
    FIXABLE_TITLE { "Correct the certain misspellings", "改正确定的拼写错误" }
    FIXABLE { "A misspelling that is certain stands in {rows}. `--fix-typos` corrects it and keeps what was typed in presend_original.", "有 {rows}的拼写错误是确定的。`--fix-typos` 会自动改正，并把原内容保留在 presend_original 列。" }
    TYPOS_TITLE { "Save the misspelt contacts", "挽回写错的联系人" }
    TYPOS { "A suggestion stands in presend_suggestion in {rows} of {file}. Where it is right, put it in the address cell and move the row to your list.", "{file} 中有 {rows}在 presend_suggestion 列给出了建议。如果建议正确，请把它填入地址单元格，再把该行移到你的名单里。" }
    SEVERAL_TITLE { "Split cells with several addresses", "拆分含有多个地址的单元格" }
    SEVERAL { "Several addresses share one cell in {rows}. `--split` makes a row of each.", "有 {rows}在一个单元格里写了多个地址。`--split` 会把每个地址拆成单独的一行。" }
    DUPLICATES_TITLE { "Of duplicates the first row was kept", "重复的联系人保留了第一行" }
    DUPLICATES { "A mailbox is repeated in {rows}. If later rows are filled more completely, `--prefer-fullest` keeps the fullest instead.", "有 {rows}是重复的邮箱。如果后面的行内容更完整，使用 `--prefer-fullest` 可保留内容最全的一行。" }
    ROLES_TITLE { "Write to shared mailboxes with care", "谨慎对待公共邮箱" }
    ROLES { "Mailboxes such as info@ or sales@ stand in {rows}. They are usual in trade, but several people read them, and any of them may report spam: write about their business, and seldom.", "有 {rows}是 info@、sales@ 一类的公共邮箱。外贸中很常见，但由多人阅读，任何一个人都可能举报垃圾邮件：内容要贴近对方业务，频率要低。" }
    REVIEW_TITLE { "Look through the review list", "查看待确认的名单" }
    REVIEW_ALL { "{file} holds {rows}. The column presend_message says why; those that you know to be good belong in your list. `--list allow=+FILE` lets them pass in every later run.", "{file} 中有 {rows}。presend_message 列说明了原因；你确认有效的联系人可以放回名单。使用 `--list allow=+FILE` 可让它们以后直接通过。" }
    OPEN_TITLE { "Open the files so that nothing changes", "正确打开文件，避免内容被改动" }
    OPEN { "The files are {encoding}, as your list was. In Excel or WPS, take Data, From Text/CSV, and choose this encoding and the type Text; a double click may garble letters and turn phone numbers into figures. `-o FILE.xlsx` writes a workbook instead.", "文件沿用名单的编码 {encoding}。在 Excel 或 WPS 中请用“数据”里的“从文本/CSV”导入，选择该编码，并把各列设为文本；直接双击打开可能出现乱码，电话号码也可能变成数字。也可以用 `-o FILE.xlsx` 直接生成工作簿。" }
    OPEN_UTF8 { "The files are UTF-8 without a mark that says so, as your list was, and a double click in Excel may garble letters. `--excel` writes the mark, `-o FILE.xlsx` a workbook. Or take Data, From Text/CSV, and choose UTF-8 and the type Text, so that phone numbers stay as they are.", "文件和名单一样是不带 BOM 的 UTF-8，在 Excel 中双击打开可能出现乱码。加上 `--excel` 会写入 BOM，`-o FILE.xlsx` 会生成工作簿。也可以用“数据”里的“从文本/CSV”导入，选择 UTF-8 并把各列设为文本，电话号码就不会变。" }
    OPEN_BOM { "Excel and WPS show the letters right after a double click. They may still turn phone numbers and numbers with leading zeros into figures: take Data, From Text/CSV, and the type Text, or let `-o FILE.xlsx` write a workbook.", "在 Excel 和 WPS 中双击打开，文字不会乱码。但电话号码和以 0 开头的编号仍可能变成数字：请用“数据”里的“从文本/CSV”导入并把各列设为文本，或用 `-o FILE.xlsx` 生成工作簿。" }
    OPEN_WORKBOOK { "The files are workbooks: a double click opens them in Excel, WPS or LibreOffice, with numbers and dates as they were. The header stands still and carries a filter, by which presend_reason shows one reason at a time. Save them as workbooks again; what is exported as CSV may lose leading zeros.", "文件是工作簿，在 Excel、WPS 或 LibreOffice 中双击即可打开，数字和日期保持原样。表头已冻结并带筛选，可按 presend_reason 列逐个原因查看。请仍以工作簿格式保存；另存为 CSV 可能丢失开头的 0。" }
    BATCH_TITLE { "Send in small batches first", "先小批量发送" }
    BATCH { "Begin with a few hundred of the safest rows and watch the bounces. Stop when more than 2 in 100 come back, and say in every message how to unsubscribe.", "先从最可靠的几百行开始，观察退信。如果每 100 封有 2 封以上退回就停下来。每封邮件都要写明如何退订。" }

    // The report of a gate.
    GATE_HEADLINE { "{remove} to remove, {review} to review of {total} addresses", "{total} 个地址中有 {remove} 个应移除、{review} 个待查看" }
    GATE_HEADLINE_FINE { "Nothing to report of {total} addresses", "{total} 个地址都没有发现问题" }
    GATE_HEADLINE_EMPTY { "There was no address to judge", "没有可判断的地址" }
    GATE_FINE { "Nothing to report", "没有问题" }
    GATE_FINE_MEANING { "Nothing was found, or what was found is allowed or known.", "没有发现问题，或发现的问题已放行、已知。" }
    GATE_OPEN { "Not found out", "没有查到结果" }
    GATE_OPEN_MEANING { "DNS gave no answer. That never fails a run.", "DNS 没有应答。这不会使检查失败。" }
    GATE_REASONS_INTRO { "Each address is counted once, under its gravest reason. The place is file, line and column; in a spreadsheet, row and column.", "每个地址只计一次，归入最严重的原因。位置依次为文件、行、列；在电子表格中为行号和列号。" }
    PLACE { "Place", "位置" }
    GATE_ADDRESS { "Address", "地址" }
    NOT_SHOWN { "(not shown)", "（不显示）" }
    FIRST_PLACES { "The first {n} of {total} places", "{total} 处中的前 {n} 处" }
    ALL_PLACES { "All {n} places", "全部 {n} 处" }
    THE_PLACE { "The place", "所在位置" }
    FILES { "Files", "文件" }
    FILE { "File", "文件" }
    CHECKED { "Checked", "已检查" }
    TO_REMOVE { "To remove", "应移除" }
    TO_REVIEW { "To review", "待查看" }
    UNREADABLE_FILES { "Files that could not be read", "无法读取的文件" }
    WHY { "Why", "原因" }
    SILENT { "Kept silent", "未报告的部分" }
    SILENT_INTRO { "What is not in the counts above.", "以下内容没有计入上面的问题。" }
    BY_WHAT { "By what", "依据" }
    COUNT { "Count", "数量" }
    SILENT_COMMENT { "findings by a comment `presend:ignore`", "由注释 `presend:ignore` 忽略的问题" }
    SILENT_ALLOW { "findings by `[[allow]]` in presend.toml", "由 presend.toml 中的 `[[allow]]` 放行的问题" }
    SILENT_BASELINE { "findings in the baseline", "已在基线中的问题" }
    SKIPPED_FILES { "files of a folder that are no contact files", "文件夹中的非联系人文件" }
    GATE_UNREADABLE_TITLE { "See to what could not be read", "处理无法读取的文件" }
    GATE_UNREADABLE { "{n} files were not judged at all. Mend them, or leave them out with `--exclude GLOB`.", "有 {n} 个文件完全没有检查。请修复它们，或用 `--exclude GLOB` 排除。" }
    GATE_UNREADABLE_ONE { "{n} file was not judged at all. Mend it, or leave it out with `--exclude GLOB`.", "有 {n} 个文件完全没有检查。请修复它，或用 `--exclude GLOB` 排除。" }
    GATE_SHOW_TITLE { "See the addresses in full", "查看完整地址" }
    GATE_SHOW { "Everybody who can read a build may read this page, so addresses are masked. `--show-addresses` shows them in full; the place finds them too.", "能看到构建结果的人都能看到本页面，所以地址只显示一部分。`--show-addresses` 可显示完整地址；按位置也能找到。" }
    GATE_MEND_TITLE { "Mend the lists where they stand", "在原文件中改正" }
    GATE_MEND { "Take out or correct what is found; this run has changed nothing. `presend clean FILE` writes a list without the bad addresses, with the others repaired.", "请移除或改正发现的地址；本次检查没有改动任何文件。`presend clean FILE` 会生成去掉坏地址、修好其余地址的名单。" }
    GATE_TYPOS { "A suggestion stands beside {n} addresses. Where it is right, correct the file.", "有 {n} 个地址旁给出了建议。如果建议正确，请改正文件。" }
    GATE_TYPOS_ONE { "A suggestion stands beside {n} address. Where it is right, correct the file.", "有 {n} 个地址旁给出了建议。如果建议正确，请改正文件。" }
    GATE_KNOWN_TITLE { "Let pass what is meant to stay", "放行有意保留的地址" }
    GATE_KNOWN { "`presend:ignore` in a comment silences a line of a text or CSV file, `[[allow]]` in presend.toml an address, a domain or a reason until a day.", "在文本或 CSV 文件中写上注释 `presend:ignore` 可忽略一行；presend.toml 中的 `[[allow]]` 可放行地址、域名或原因，并可设定截止日期。" }
    GATE_KNOWN_BASELINE { "`presend:ignore` in a comment silences a line of a text or CSV file, `[[allow]]` in presend.toml an address, a domain or a reason until a day. `--write-baseline` takes all of today's findings for known.", "在文本或 CSV 文件中写上注释 `presend:ignore` 可忽略一行；presend.toml 中的 `[[allow]]` 可放行地址、域名或原因，并可设定截止日期。`--write-baseline` 把目前的问题全部记为已知。" }
    GATE_UNKNOWN { "No answer came for {n} addresses. That is often a fault of an hour: run the same command again later, and only these are asked.", "有 {n} 个地址没有查到结果。这往往是暂时的故障：稍后再次运行同一命令，只会补查它们。" }
    GATE_UNKNOWN_ONE { "No answer came for {n} address. That is often a fault of an hour: run the same command again later, and only this is asked.", "有 {n} 个地址没有查到结果。这往往是暂时的故障：稍后再次运行同一命令，只会补查它。" }
    GATE_OFFLINE_TITLE { "Look for dead domains from time to time", "不时检查失效的域名" }
    GATE_OFFLINE { "This run asked nothing of the network, so {domains} may be dead without showing here. `--dns` asks, or `--facts FILE` reads the answers that `presend facts` recorded.", "这次检查没有使用网络，{domains}中可能有已失效而没有查出的。`--dns` 会查询；也可以用 `--facts FILE` 读取 `presend facts` 记录的应答。" }
}
