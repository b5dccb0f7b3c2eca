//! The help of the program, in Chinese. After each full-width mark a line may be broken: the blank that its writer needs for
//! that is taken out again (`cli/help.rs`).

use crate::words::Help;

pub(super) const HELP: Help =
    Help { commands: COMMANDS, arguments: ARGUMENTS, below: BELOW, values: VALUES, signs: SIGNS };

/// In help and in what is wrong with arguments, what their parser says itself.
const SIGNS: &[(&str, &str)] = &[
    ("Usage:", "用法："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("Commands:", "命令："),
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("[default: ", "[默认："),
];

const VALUES: &[(&str, &str)] = &[
    ("SCENARIO", "场景"),
    ("DIR", "文件夹"),
    ("FILE", "文件"),
    ("PATH", "路径"),
    ("RESULTS", "结果"),
    ("HISTORY", "历史数据"),
    ("NAME", "名称"),
    ("PATTERN", "字样"),
    ("MONTH", "月份"),
    ("TIME", "时长"),
    ("SHARE", "比例"),
    ("COST", "成本"),
    ("CHANGES", "改动"),
    ("KEY=VALUE", "键=值"),
    ("MEASURE=VALUE", "指标=值"),
    ("FROM-TO", "起-止"),
    ("FROM-TO=TIMES", "起-止=倍数"),
    ("[FROM-TO=]N", "[起-止=]N"),
    ("N|FROM..TO", "N|起..止"),
    ("GROUP|at-once", "人员组|at-once"),
    ("K/N", "K/N"),
    ("COMMAND", "命令"),
];

const COMMANDS: &[(&str, &str)] = &[
    ("holdline", "逐个来电地模拟呼叫中心：队列、人员和主管的升级阶梯相互作用，演练许多各不相同的日子"),
    ("run", "模拟一个场景，打印摘要，写入结果和图"),
    ("compare", "用相同日子的相同来电者比较几个场景：哪个更好，是否有把握"),
    ("check", "检查各场景是否符合其 `[expect]`：供持续集成使用，有退出码"),
    ("report", "再次显示以前的结果，重新画图，不再模拟"),
    ("size", "求出各时段至少需要多少人才能达到场景的目标"),
    ("tables", "由历史数据填写每月的五张表：座席、承载量、话务量、预测误差、个人完成量"),
    ("erlang", "Erlang B、C 和 A：若干坐席能做到什么，一个目标需要多少坐席"),
    ("verify", "模拟答案已知的算例并对照"),
    ("init", "写入一份起步的计划：带注释的，或本程序自带的场景"),
    ("explain", "说明一项指标、一条提示或一个结论的含义"),
    ("completions", "打印命令行的自动补全，供某种 shell 使用"),
    ("man", "打印手册页"),
    ("schema", "打印场景文件的 JSON Schema，供编辑器补全"),
    ("help", "显示本说明或某个命令的说明"),
];

/// What each argument does: of one command, else of any.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "language", "语言：zh 中文，en 英文 [默认：以语言环境 LC_ALL、LC_MESSAGES 或 LANG 为准]"),
    ("", "help", "显示说明"),
    ("", "version", "显示版本"),
    ("", "subcommand", "命令"),
    ("", "days", "模拟的天数，代替场景自己的天数或精度"),
    ("", "seed", "抽取各天的种子，代替场景自己的种子"),
    ("", "threads", "使用的线程数；结果与线程数无关 [默认：每个核一个]"),
    ("", "quiet", "不打印摘要、提示和进度"),
    ("", "verbose", "说明正在做什么、用时多少"),
    ("", "scenario", "场景文件"),
    ("", "set", "改写场景中的一个值，如 groups.inbound.people=15；可重复"),
    ("run", "out", "存放结果的文件夹；其中原有的结果会被替换，别的内容则拒绝 [默认：out/ 加场景名称]"),
    ("run", "force", "替换该文件夹中属于别的场景的结果"),
    ("run", "calls", "写入 calls.csv：第一天或前 N 天的每个来电"),
    ("run", "intervals", "同时打印时段表：来电、计划人数、在岗人数、需要人数，以及结果"),
    ("run", "ladder_value", "说明每个梯级换来什么、花费什么：没有它、没有任何梯级的相同各天也会模拟"),
    ("run", "part", "只模拟 N 个部分中的第 K 个，可在另一台机器上，写入文件 OUT，供 --merge 使用"),
    ("run", "merge", "不模拟，从这些文件中的部分取各天"),
    ("run", "format", "打印什么：一页文本，或 results.json"),
    ("report", "results", "结果文件夹，或其中的 results.json"),
    ("report", "out", "存放结果和新图的文件夹；其中原有的结果会被替换，别的内容则拒绝 [默认：原处]"),
    ("report", "threads", "画图使用的线程数 [默认：每个核一个]"),
    ("report", "quiet", "不打印摘要和提示"),
    ("report", "verbose", "说明正在做什么"),
    ("compare", "scenarios", "场景文件：其余的都与第一个比较"),
    ("compare", "with", "与改动后的第一个场景比较：一项或几项 键=值，以分号隔开，前面可加名称和冒号；可重复"),
    ("compare", "out", "存放结果的文件夹；其中原有的比较会被替换，别的内容则拒绝 [默认：out/compare- 加各名称]"),
    ("compare", "force", "替换该文件夹中别的比较"),
    ("compare", "set", "改写所有场景中的一个值；可重复"),
    ("compare", "margin", "无关紧要的差别，如 answer_rate=0.002；可重复"),
    ("compare", "decide", "增加天数，直到显示的每个结论都已确定"),
    ("compare", "max_days", "最多增加到多少天"),
    ("compare", "format", "打印什么：一页文本、compare.json、report.md 或 measures.csv"),
    ("check", "paths", "场景文件，以及从中查找场景文件的文件夹"),
    ("check", "only", "只检查名称或文件名含有此字样的场景，以及键中含有它的期望；可重复"),
    ("check", "set", "改写所有场景中的一个值，如 groups.inbound.absence=0.10；可重复"),
    ("check", "fail_fast", "遇到第一个不合格的场景就停止"),
    ("check", "undecided", "未定的期望算作什么 [默认：都不算；退出码为3]"),
    ("check", "baseline", "同时把每个场景与存放在此文件夹中的基线对照：是否变差了？"),
    ("check", "fail_on", "只有这些指标能使一次模拟差于其基线：`service`、`effort` 或一项指标，如 answer_rate；可重复"),
    ("check", "update", "把所得结果存为新的基线，并删除已无场景的基线"),
    ("check", "html", "同时把结果写成一个可以发给别人的 HTML 文件；此文件中先前的报告会被替换"),
    ("check", "junit", "同时把结果以 JUnit XML 写入此文件"),
    ("check", "format", "打印什么：一页文本、JSON、GitHub 注释，或一页 Markdown"),
    ("size", "scenario", "场景文件：人员须达到其中的目标"),
    ("size", "group", "求此人员组的人数；可重复 [默认：所有不外借的人员组]"),
    (
        "size",
        "per",
        "一个数是什么：全天的人数、每个时段的人数，或每个时段比场景多多少、少多少 [默认：以 `people` 给出的人员组为 day，否则为 interval]",
    ),
    ("size", "targets", "目标须在哪里达到 [默认：按时段求人数时为 both，否则为 day]"),
    ("size", "window", "目标在这段时间内也须达到，如 10:00-12:00；可重复"),
    ("size", "max_occupancy", "全天占用率的上限，如 0.85"),
    ("size", "min", "最少人数，全天或从起到止；可重复，以最后一个适用的为准 [默认：1]"),
    ("size", "max", "最多人数，全天或从起到止；可重复，以最后一个适用的为准 [默认：台席数]"),
    ("size", "pay", "从起到止每小时为平常薪酬的多少倍；可重复，以最后一个适用的为准"),
    ("size", "shrinkage", "排班的人中不在岗的比例：给出时也说明须排班多少人"),
    ("size", "reserve", "同时求基本人数和后备人数：升级阶梯可借调的人员组，或 `at-once`：知道当天多忙、立刻到岗的人"),
    ("size", "reserve_max", "最多的后备人数"),
    ("size", "standby_cost", "列入后备名单每小时的成本，无论是否被叫到"),
    ("size", "call_cost", "被立刻叫来的人每小时的成本"),
    ("size", "home_cost", "基本人员中不需要而回家的人每小时的成本，用于 `--reserve at-once` [默认：没有人回家]"),
    ("size", "what_if", "同时说明：来电更多或更少、处理更久、耐心更短、缺勤更多时，所求人数结果如何"),
    ("size", "given", "不求人数：说明场景中现有的人能做到什么，能承载多少来电"),
    ("size", "shifts", "按此文件中的规则安排班次，满足所需人数：场景所求的人数，或文件自己写明的人数，后者不需要场景"),
    ("size", "needs", "所需人数就是这些在岗人数，与场景的 `staffing` 同样的格式；不再求人数"),
    (
        "size",
        "ladder",
        "不求人数：调整升级阶梯的人数界限、持续时长、放回与顺序，说明在服务、借调小时与启用次数上不逊于任何一个的阶梯；有多个升级阶梯时指明其名称",
    ),
    ("size", "max_days", "判断天数比例时最多模拟的天数 [默认：起初天数的十倍，且不超过4000万个来电所需]"),
    ("size", "time_limit", "到此时长就结束搜索，如 30s，给出当时最好的人数"),
    ("size", "resume", "继续先前结束的搜索：从场景中的人数开始，如先前求得的 `plan.toml`，而不从公式所得的人数开始"),
    ("size", "set", "改写场景中的一个值；可重复"),
    (
        "size",
        "out",
        "存放 size.json、staffing.csv、report.html 和图的文件夹；其中原有的会被替换，别的内容则拒绝 [默认：什么也不写]",
    ),
    ("size", "format", "打印什么：一页文本，或 size.json"),
    ("tables", "history", "历史记录：通话记录、时段话务量、在岗人数、日历；文件，或 CSV 文件所在的文件夹"),
    ("tables", "scenario", "场景文件：目标、耐心、整理时长、缺勤"),
    ("tables", "month", "所计划的月份，如 2026-05；实际数据的表为其上月 [默认：最后一个有记录日期的下月]"),
    ("tables", "forecast", "各日期各时段的预测来电，代替由历史作出的预测"),
    ("tables", "roster", "各日期各时段的排班人数，代替历史中的人数"),
    ("tables", "calendar", "营业日期和节假日：date、open、holiday；可重复"),
    ("tables", "queue", "只用历史中的这个队列 [默认：全部合计]"),
    ("tables", "out", "存放各表的文件夹；其中原有的表会被替换，别的内容则拒绝 [默认：out/tables- 加月份]"),
    ("tables", "set", "改写场景中的一个值，如 targets.answer_rate=0.95；可重复"),
    ("tables", "interval", "时段的长度，须整除一天"),
    ("tables", "weeks", "预测为同一星期几的最近 N 个营业日的平均，节假日除外 [默认：4]"),
    ("tables", "aht_months", "处理时长取最近 N 个月的平均 [默认：3]"),
    ("tables", "aht", "平均处理时长，如 250s，代替所记录的"),
    ("tables", "wrap_up", "在所记录的通话之外加上的整理时长 [默认：场景中的]"),
    ("tables", "patience", "来电者的平均耐心 [默认：场景中的，否则按记录]"),
    ("tables", "shrinkage", "排班的人中不在岗的比例 [默认：场景中的缺勤，否则0.12]"),
    ("tables", "presence_gap", "两次通话相隔不超过此时长，其间视为在岗"),
    ("tables", "planned_share", "预测中计划由坐席接听的比例"),
    ("tables", "format", "打印什么：一页文本，或 tables.json"),
    ("tables", "quiet", "不打印摘要和提示"),
    ("tables", "verbose", "说明正在做什么"),
    ("erlang", "calls", "时段内预计的来电数：一个数，或一个范围加步长，如 80..120:10"),
    ("erlang", "profile", "一整天，每个时段一行：含 interval_start、calls 或许还有 aht_s 的表格，或一个场景"),
    ("erlang", "queue", "只算这一天的一个队列"),
    ("erlang", "date", "按此日期选取表格的行"),
    ("erlang", "target_answer_rate", "使至少此比例的来电者接通的坐席数（Erlang A 和 B）"),
    ("erlang", "shrinkage", "排班的人中不在岗的比例（休假、病假、培训）：同时说明须排班多少人"),
    ("erlang", "per", "时段，如 15m、30m 或 1h"),
    ("erlang", "aht", "平均处理时长（通话加整理），如 180s 或 3m [用 --profile 时默认：文件中的]"),
    ("erlang", "patience", "来电者的平均耐心，超过则挂断（Erlang A）"),
    ("erlang", "agents", "若干坐席能做到什么：一个数（14、13.5）或一个范围（10..30，含两端）"),
    (
        "erlang",
        "target_service_level",
        "使至少此比例的来电者在 --within 的时长内接通的坐席数：0.8 或 80%，或合写为 80/20",
    ),
    ("erlang", "within", "服务水平的时长"),
    ("erlang", "target_asa", "使平均等待时长（ASA）不超过此时长的坐席数"),
    ("erlang", "target_abandon", "使挂断的来电者不超过此比例的坐席数（Erlang A）"),
    ("erlang", "target_blocked", "使被阻塞的来电不超过此比例的坐席数（或线路数）（Erlang B）"),
    ("erlang", "max_occupancy", "使占用率不超过此比例的坐席数，同时仍须达到各目标"),
    ("erlang", "model", "公式：b 无人等待，c 人人等待，a 来电者会挂断 [默认：有 --patience 时为 a，否则为 c]"),
    ("erlang", "fractional", "同时说明达到目标的坐席数，带小数"),
    ("erlang", "format", "打印什么"),
    ("init", "folder", "写入的文件夹；没有则新建"),
    ("init", "template", "本程序自带的场景，如 small-desk、weekday 或 night"),
    ("explain", "name", "一项指标、方括号中的提示名称，或一个结论；不给则列出所有名称"),
    ("completions", "shell", "供哪种 shell 使用"),
    ("man", "command", "只要一个命令的"),
    ("verify", "days", "每个算例模拟的天数，代替算例自己的天数"),
    ("verify", "seed", "抽取另外的日子：每个数各有其日子"),
    ("verify", "only", "只模拟此名称的算例，或名称含有它的所有算例；可重复"),
    ("verify", "format", "打印什么"),
];

/// What stands below the arguments of a command.
const BELOW: &[(&str, &str)] = &[
    ("holdline", PROGRAM),
    ("run", RUN),
    ("report", REPORT),
    ("compare", COMPARE),
    ("check", CHECK),
    ("size", SIZE),
    ("tables", TABLES),
    ("erlang", ERLANG),
    ("verify", VERIFY),
    ("init", INIT),
    ("explain", EXPLAIN),
    ("completions", COMPLETIONS),
    ("man", MAN),
];

const PROGRAM: &str = "\
示例：
  holdline init
  holdline run plan.toml
  holdline run weekday.toml --set groups.inbound.absence=0.15
  holdline compare plan-a.toml plan-b.toml
  holdline check plans/
  holdline report out/weekday
  holdline size weekday.toml
  holdline tables records/ weekday.toml --month 2026-12
  holdline erlang --calls 100 --per 30m --aht 180s
  holdline explain answer_rate
  holdline schema > scenario.schema.json

退出码：
  0    正常
  1    未达标（check）、无法达到（size）或有数值不符（verify）
  2    用法或输入有误
  3    未定（check）
  4    什么也没有运行
  70   本程序自身的错误
  75   文件或网络的暂时故障
  130  被中断";

const RUN: &str = "\
示例：
  按计划原样模拟，结果在 out/ 中场景名称的文件夹里：
    holdline run weekday.toml
  快速看50天，附第一天的每个来电：
    holdline run weekday.toml --days 50 --calls
  第一个班次少三个人、来电又多一成，会怎样？
    holdline run weekday.toml --set 'groups.inbound.shifts[0].people=2' \\
                              --set queues.general.arrivals.scale=1.1 --out out/three-less
  每个梯级换来什么、花费什么？
    holdline run weekday.toml --ladder-value
  在两台机器上各模拟一半的日子，然后合并：
    holdline run weekday.toml --part 1/2 --out first.part
    holdline run weekday.toml --part 2/2 --out second.part
    holdline run weekday.toml --merge first.part second.part
  供别的程序使用：
    holdline run weekday.toml --quiet --format json | jq .measures.answer_rate

相同的场景和种子给出相同的结果，逐字节相同，与线程数无关。";

const REPORT: &str = "\
示例：
  上周那次模拟的摘要和图，由现在的版本重画：
    holdline report out/weekday
  别人发来的 results.json：
    holdline report results.json --out out/theirs

所显示的一切都来自 results.json；不再模拟，图与当时的逐字节相同。";

const COMPARE: &str = "\
示例：
  计划 B 比计划 A 好吗，有没有把握？
    holdline compare plan-a.toml plan-b.toml
  缺勤加倍代价多大，三分钟后才叫流动专家组又换来什么？
    holdline compare weekday.toml --with 'flu: groups.inbound.absence=0.14' \\
                                  --with 'floaters later: ladder.rungs.floaters.when.lasting=3m'
  几处改动合为一个方案：
    holdline compare weekday.toml --with 'more seats: seats=42; groups.inbound.absence=0.10'
  一直模拟到有定论；千分之半的来电者无关紧要：
    holdline compare plan-a.toml plan-b.toml --decide --margin answer_rate=0.0005

各个结论合在一起成立：全天各指标中哪怕只有一个是错的，概率也不超过5%。无论结论如何，退出码都是0。";

const CHECK: &str = "\
示例：
  文件夹中的每个计划都做到其 [expect] 了吗？
    holdline check plans/
  只看服务水平，天数更多：
    holdline check plans/ --only service_level --days 5000
  十个人缺一个，还都成立吗？
    holdline check plans/ --set groups.inbound.absence=0.10
  在持续集成中，附服务器能显示的报告：
    holdline check plans/ --junit check.xml --format github
  一次改动有没有使哪个计划变差？先存下原来的结果：
    holdline check plans/ --baseline baselines --update
    holdline check plans/ --baseline baselines
  同上，而工时多少不论：
    holdline check plans/ --baseline baselines --fail-on service

在文件夹中查找 *.toml 文件；不是场景的，或只是别的场景的基础文件的，会跳过并说明。结论由整个95%区间得出，相同的文件在每台机器上给出相同的结论。

退出码：
  0    一切符合期望
  1    有期望未达标，或有基线变差或缺少
  2    用法有误，或有场景无法模拟，或有基线无法使用
  3    需要更多天才能判定
  4    没有任何期望
  130  被中断";

const SIZE: &str = "\
示例：
  工作日的每个时段需要多少人？
    holdline size weekday.toml
  全天一个数，十天中有九天达标：
    holdline size weekday.toml --per day --set targets.share_of_days=0.9
  不超过40人，12:00至13:00不超过12人；晚间薪酬为一倍半：
    holdline size weekday.toml --max 40 --max 12:00-13:00=12 --pay 18:00-20:00=1.5
  只看全天的目标，以及最忙两小时的目标：
    holdline size weekday.toml --targets day --window 10:00-12:00
  供场景使用的人数，附需要与计划对照的图：
    holdline size weekday.toml --out sized
    holdline run weekday.toml --set groups.inbound.staffing=sized/staffing.csv
  按文件中的规则安排班次，满足平日所需的人数（docs/sizing.md）：
    holdline size weekday.toml --shifts rules.toml --out planned
  升级阶梯的人数界限和持续时长还可以怎样设置：
    holdline size weekday.toml --ladder

docs/sizing.md 说明这些数怎样求出，又证明了什么。

退出码：
  0    求出了人数；结论在打印的页面上
  1    目标无法达到：页面说明最好能做到什么
  2    用法或输入有误
  130  被中断";

const TABLES: &str = "\
示例：
  由文件夹中的所有 CSV 文件，填写最后一个有记录月份的下月：
    holdline tables records/ weekday.toml --out tables
  五月，用计划的排班和当时的预测：
    holdline tables records/ weekday.toml --month 2026-05 \\
                    --roster roster.csv --forecast forecast.csv
  一份通话记录和一份日历，表头只用中文：
    holdline tables calls.csv weekday.toml --calendar calendar.csv --lang zh
  比场景更严的目标：
    holdline tables records/ weekday.toml --set targets.answer_rate=0.95

各表为 t1.csv 至 t5.csv、t1_long.csv、tables.json 和 tables.xlsx；docs/tables.md 说明每一列、历史数据的写法，以及每条口径和它的默认值。";

const ERLANG: &str = "\
示例：
  20秒内接通80%需要多少坐席？
    holdline erlang --calls 100 --per 30m --aht 180s
  来电者平均等5分钟就挂断，流失不超过3%，又需要多少？
    holdline erlang --calls 100 --per 30m --aht 180s --patience 5m \\
                    --target-service-level 0.8 --target-abandon 0.03
  14个坐席能做到什么，10至30个呢？
    holdline erlang --calls 100 --per 30m --aht 180s --agents 14
    holdline erlang --calls 100 --per 30m --aht 180s --agents 10..30 --format csv
  多少条线路使被阻塞的来电不超过1%？
    holdline erlang --calls 100 --per 30m --aht 180s --model b --target-blocked 0.01
  一整天，排班的人十个中有三个不在岗，占用率不超过85%：
    holdline erlang --profile volumes.csv --aht 180s --target-service-level 80/20 \\
                    --shrinkage 30% --max-occupancy 85%
  一个场景的一天，用其处理时长、耐心和目标：
    holdline erlang --profile weekday.toml
  来电更多会怎样？
    holdline erlang --calls 80..120:10 --per 30m --aht 180s --patience 5m \\
                    --target-answer-rate 97%

有几个目标时，全部都会达到。不给坐席数和目标时，按20秒内接通80%计算（用 --model b 时：被阻塞的来电不超过1%）；--max-occupancy 不是目标而是上限，也会遵守。这些公式针对平稳的来电和固定的人数；有高峰、休息和升级阶梯的一天，请用 holdline run。";

const VERIFY: &str = "\
示例：
  holdline verify
  holdline verify --only ladder --days 2000
  holdline verify --seed 7 --format json

期望值由各算例的参数算出：Erlang 公式，Pollaczek 和 Khinchine 公式，任意耐心的精确积分，马尔可夫链。只有他人发表的数值是常数，附其误差。算例在 scenarios/verify/ 中。

退出码：
  0  所有数值相符
  1  有数值不符
  2  用法有误
  4  没有此名称的算例";

const INIT: &str = "\
示例：
  在此文件夹中写入一份计划（理由写成注释）和一张话务量表格：
    holdline init
  写在别处，然后模拟：
    holdline init my-desk
    holdline run my-desk/plan.toml
  本程序自带的一个场景：
    holdline init hotline --template weekday

已有的文件都不会被替换。";

const EXPLAIN: &str = "\
示例：
  holdline explain answer_rate
  holdline explain all_on_break
  holdline explain traded
  所有有名称的：
    holdline explain";

const COMPLETIONS: &str = "\
示例：
  用于 bash、zsh 和 fish：
    holdline completions bash > ~/.local/share/bash-completion/completions/holdline
    holdline completions zsh > ~/.zfunc/_holdline
    holdline completions fish > ~/.config/fish/completions/holdline.fish";

const MAN: &str = "\
示例：
  holdline man > holdline.1
  holdline man compare > holdline-compare.1";
