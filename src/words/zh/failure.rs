//! Why a use case came to nothing, in Chinese.

use super::forms::list;
use super::{history, system};
use crate::analytic::AnalyticError;
use crate::experiment::{KeptInPart, KeptOfDays, MergeError, RunError};
use crate::failure::{Clock, Doing, Error, InTheWay, Incomparable, NoPlace, PartFault, ResultsFault, Unreadable};
use crate::model::MAX_LADDER_MOVES;
use crate::scenario::guarded::Unread;
use crate::sizing::{AskedFault, SizeError};
use crate::units::text::clock;
use crate::words::{Language, Remedy};
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A line for each thing that is wrong.
pub(super) fn lines(error: &Error) -> Vec<String> {
    if let Error::InTheWay(all) = error {
        all.iter().map(in_the_way).collect()
    } else if let Error::Parts(all) = error {
        all.iter().map(|(file, why)| format!("{} {}", file.display(), part(why))).collect()
    } else if let Error::History(faults) = error {
        faults.iter().map(history::said).collect()
    } else {
        vec![one(error)]
    }
}

fn one(error: &Error) -> String {
    match error {
        Error::InTheWay(_) | Error::Parts(_) | Error::History(_) => lines(error).join("\n"),
        Error::Interrupted => "已中断，没有写入任何内容".to_owned(),
        Error::Scenario(faults) => crate::words::render(Language::Chinese, faults, false),
        Error::Run(why) => run(why),
        Error::File { doing, path, error } => cannot(*doing, path, error.kind()),
        Error::Unread { path, why } => format!("无法读取 {}：{}", path.display(), unread(why)),
        Error::Busy(place) => format!("另一个进程正在写入 {}；请等它完成，或指定别的位置", place.display()),
        Error::NoPlace(why) => no_place(why),
        Error::NoDayInPart { number, of, days } => format!("{days}天的第 {number}/{of} 部分一天也没有"),
        Error::PartOfUnknownLength => {
            "场景要求 `run.precision`：需要多少天要模拟之后才知道，因此不能分成部分".to_owned()
        }
        Error::PartTooLong { bytes, most } => {
            format!("这一部分长 {} MB，最多读取 {} MB", bytes / 1_000_000, most / 1_048_576)
        }
        Error::TooManyDaysToStore { days, most } => format!("基线有{days}天，最多保存{most}天"),
        Error::UnknownTemplate { name, known } => format!("没有可以起步的场景 `{name}`；有 {}", list(known)),
        Error::UnknownQueue { name, known } => format!("没有队列 `{name}`；有 {}", list(known)),
        Error::NothingMeant(only) => format!("没有名称含有 {} 的场景或期望", list(only)),
        Error::NothingToCompare(with) => format!("没有可与 {} 比较的场景", with.display()),
        Error::NothingVaried(changes) => format!("改动 `{changes}` 什么也没有改变"),
        Error::NoHistory(folders) => format!("{} 中没有通话记录，也没有时段话务量表", joined(folders)),
        Error::NothingBefore { month, first } => format!("{month}之前没有记录；记录从{first}开始"),
        Error::NoPatience => "场景中没有人会挂断，历史数据也没有来电者等待多久的记录".to_owned(),
        Error::NoSeats(why) => formula(&why.0),
        Error::NoSize(why) => size(why),
        Error::Incomparable(found) => incomparable(found),
        Error::FewerThanTheFirst { most, days } => format!("最多{most}天，少于起初要模拟的{days}天"),
        Error::UnknownMeasure { name, known } => format!("没有指标 {name}；可用的指标：{}", list(known)),
        Error::Picture(_) => "图画不出来".to_owned(),
        Error::Workbook(_) => "无法生成工作簿".to_owned(),
        Error::Stored { path, why } => format!("{} {}", path.display(), unreadable(why)),
    }
}

fn joined(paths: &[PathBuf]) -> String {
    list(&paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>())
}

fn cannot(doing: Doing, path: &Path, why: ErrorKind) -> String {
    let path = path.display();
    let tried = match doing {
        Doing::Find => format!("无法找到 {path}"),
        Doing::LookInto => format!("无法查看 {path}"),
        Doing::Read => format!("无法读取 {path}"),
        Doing::Make => format!("无法新建 {path}"),
        Doing::Write => format!("无法写入 {path}"),
        Doing::WriteInto => format!("无法在 {path} 中写入"),
        Doing::WriteResultsInto => format!("无法在 {path} 中写入结果"),
        Doing::PutResultsInto => format!("无法把结果放到 {path}"),
        Doing::Remove => format!("无法删除 {path}"),
    };
    format!("{tried}：{}", system::refused(why))
}

/// Why a file was not read.
pub(super) fn unread(why: &Unread) -> String {
    match why {
        Unread::Missing => "没有这个文件".to_owned(),
        Unread::NotAFile => "它不是普通文件".to_owned(),
        Unread::TooLong { bytes, most } => {
            format!("它长 {} MB，最多读取 {} MB", bytes / 1_000_000, most / 1_000_000)
        }
        Unread::Refused(error) => system::refused(error.kind()).to_owned(),
    }
}

fn no_place(why: &NoPlace) -> String {
    match why {
        NoPlace::NoDirectoryName(path) => format!("{} 不是文件夹名", path.display()),
        NoPlace::FileForResults(path) => format!("{} 是文件；结果需要文件夹", path.display()),
        NoPlace::FileForBaselines(path) => format!("{} 是文件；基线需要文件夹", path.display()),
        NoPlace::NoFileName(path) => format!("{} 不是文件名；原有的内容不动", path.display()),
        NoPlace::Mounted(path) => format!("{} 是单独挂载的，不能替换；请挂载它所在的文件夹", path.display()),
    }
}

fn in_the_way(found: &InTheWay) -> String {
    match found {
        InTheWay::Directory { place, mark } => format!("{} 不是空的，也没有 {mark}，因此不替换", place.display()),
        InTheWay::UnknownResults { place, mark } => {
            format!("{} 中的 {mark} 看来不是本程序写的，因此不替换", place.display())
        }
        InTheWay::Added { file, place } => {
            format!("{} 不是本程序写的，因此不替换 {}；请将其移走", file.display(), place.display())
        }
        InTheWay::Changed { file, place } => {
            format!("{} 写入后被改动过，因此不替换 {}；请将其移走", file.display(), place.display())
        }
        InTheWay::OfAnother { of, place } => {
            format!("{} 中是 {} 的结果，因此不替换", place.display(), list(of))
        }
        InTheWay::File(place) => format!("{} 已经存在，因此不替换", place.display()),
        InTheWay::NotAPart(place) => format!("{} 不是模拟的一部分，因此不替换", place.display()),
        InTheWay::OtherDays { place, days } => {
            format!("{} 中是这次模拟的第{}天至第{}天", place.display(), days.start, days.end.saturating_sub(1))
        }
        InTheWay::NotAReport(place) => format!("{} 不是检查的报告，因此不替换", place.display()),
        InTheWay::NotABaseline(place) => format!("{} 不属于基线，因此不替换；请将其移走", place.display()),
    }
}

fn part(why: &PartFault) -> String {
    let only = "只能合并同一次模拟的各部分";
    match why {
        PartFault::NotAPart => "不是模拟的一部分".to_owned(),
        PartFault::Damaged => "已损坏；请重新生成".to_owned(),
        PartFault::OtherVersion { theirs, ours } => format!("由版本 {theirs} 生成，本程序是 {ours}；{only}"),
        PartFault::OtherDays { theirs, ours } => format!("总共{theirs}天，这次模拟{ours}天；{only}"),
        PartFault::OtherSeed { theirs, ours } => format!("种子是{theirs}，这次模拟是{ours}；{only}"),
        PartFault::OtherScenario => format!("属于别的场景或别的设置；{only}"),
    }
}

fn unsound(why: &ResultsFault) -> String {
    let told = match why {
        ResultsFault::Unparsed(_) => "内容不完整或不合格式",
        ResultsFault::NoMeasure(name) => return format!("{name} 不是指标"),
        ResultsFault::NoFigure(name) => return format!("{name} 不是已知的统计项"),
        ResultsFault::NoDate(written) => return format!("{written} 不是日期"),
        ResultsFault::NoClockTime(written) => return format!("{written} 不是时刻"),
        ResultsFault::NoLength(written) => return format!("{written} 不是时长"),
        ResultsFault::NoQueue(name) => return format!("有时段属于不存在的队列 {name}"),
        ResultsFault::NoVerdict(word) => return format!("{word} 不是结论"),
        ResultsFault::RungWithout(figure) => return format!("有梯级缺少 {figure}"),
        ResultsFault::LevelsOfDays { levels, days } => return format!("{days}天有{levels}个服务水平"),
        ResultsFault::TooLarge => "大于任何现场",
        ResultsFault::HiddenName => "有无法显示的名称",
        ResultsFault::Days => "天数与所说的不符",
        ResultsFault::Hours => "营业时间不成立",
        ResultsFault::Targets => "目标不成立",
        ResultsFault::Rungs => "梯级互不相符",
        ResultsFault::Roster => "排班不成立",
        ResultsFault::Intervals => "时段不属于当天",
        ResultsFault::OutOfReach => "有超出可能的值",
        ResultsFault::Waits => "等待时长不成立",
        ResultsFault::RecordedDay => "逐刻记录的一天不成立",
    };
    told.to_owned()
}

fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::NotResults => "不是模拟的结果".to_owned(),
        Unreadable::OtherForm { theirs, ours } => format!("的格式是 `{theirs}`，本程序读取 `{ours}`"),
        Unreadable::NoCharts { holdline } => {
            format!("没有可画的内容：写入它的版本 {holdline} 还不保存这些；请重新模拟")
        }
        Unreadable::Damaged(why) => format!("已损坏：{}", unsound(why)),
    }
}

fn incomparable(found: &Incomparable) -> String {
    let Incomparable { a, b, what, of_a, of_b } = found;
    let what = match what {
        Clock::Date => "日期",
        Clock::Hours => "营业时间",
        Clock::Changes => "时钟拨快",
        Clock::Interval => "时段长度",
        Clock::WarmUp => "预热",
    };
    format!("{a} 与 {b} 不能比较：{what}分别为 {of_a} 和 {of_b}")
}

/// What a formula refuses.
/// Why nothing could be sized.
pub(super) fn size(why: &SizeError) -> String {
    match why {
        SizeError::Run(why) => run(why),
        SizeError::Formula(why) => formula(why),
        SizeError::Floor(_) => "场景容不下这么多人".to_owned(),
        SizeError::UnknownGroup(name) => format!("没有人员组 `{name}`"),
        SizeError::Asked(faults) => faults.iter().map(asked).collect::<Vec<_>>().join("；"),
        SizeError::NotLent(name) => {
            format!("`{name}` 不是供借调的：后备是升级阶梯可借调的人员组，或 `at-once`")
        }
        SizeError::NeverCalled(name) => {
            format!("升级阶梯没有一级借调 `{name}`：请增加一级，或指定别的后备")
        }
        SizeError::NobodyToSize => "没有自己的人员组，而供借调的人不计算".to_owned(),
        SizeError::SeveralGroups => "带后备的基数只有一个数：请指定一个人员组".to_owned(),
        SizeError::NoLadder => "场景没有可调的升级阶梯".to_owned(),
        SizeError::WhichLadder(names) => {
            format!("场景有多个升级阶梯：请指明一个，如 `--ladder={}`，可选：{}", names[0], names.join("、"))
        }
        SizeError::UnknownLadder { name, known } => match known.iter().any(|known| !known.is_empty()) {
            true => format!("没有升级阶梯 `{name}`，可选：{}", known.join("、")),
            false => format!("没有升级阶梯 `{name}`：唯一的一个没有名称，只写 `--ladder` 即可"),
        },
        SizeError::NeedsOfOneGroup => "给出的在岗人数只属于一个人员组：请指明要定人数的组".to_owned(),
        SizeError::SeveralDates => "不能把多个日期一起计算：请只取一个日期".to_owned(),
        SizeError::ClocksChange(date) => {
            let date = date.map_or_else(|| "当天".to_owned(), |date| format!(" {date} "));
            format!("时钟在{date}拨快或拨慢，这样的日期不计算人数：请去掉该日期或 `time_zone`")
        }
        SizeError::NoCalls => "没有来电，因此不需要人".to_owned(),
        SizeError::NoReserveAtOnce => {
            "立即到岗的后备要求：一个队列，来电和耐心都没有记忆性，全天来电率不变，各天的忙闲不同".to_owned()
        }
        SizeError::NoShareOfDays => "立即到岗的后备按天数比例求：请设置 `targets.share_of_days`，如 0.9".to_owned(),
        SizeError::HomeOnlyAtOnce => "`--home-cost` 只用于早上就知道当天多忙的人：`--reserve at-once`".to_owned(),
    }
}

/// What is asked of sizing and cannot be meant.
fn asked(fault: &AskedFault) -> String {
    match fault {
        AskedFault::Closed { asked, from, to } => {
            format!("`{}` {}至{}：这段时间不营业", asked.argument(), clock(*from), clock(*to))
        }
        AskedFault::LeastAboveMost { least, most, at } => {
            format!("{} `--min`（{least}）大于 `--max`（{most}）", clock(*at))
        }
        AskedFault::LeastAboveSeats { least, seats } => {
            format!("`--min`（{least}）大于台席数{seats}，而没有人会缺勤")
        }
        AskedFault::Nobody => "`--max` 为0时没有人：请允许部分时间有人".to_owned(),
    }
}

pub(super) fn formula(why: &AnalyticError) -> String {
    match why {
        AnalyticError::Invalid { found, .. } => format!("公式不接受{found}这个数"),
        AnalyticError::Unstable { erlangs, agents } => {
            format!("{agents}个坐席承担{erlangs} Erl 的话务量：满负荷或超负荷时，队列会无限增长")
        }
        AnalyticError::Unreachable { agents } => format!("{agents}个坐席也达不到目标"),
        AnalyticError::Reducible { state } => format!("从状态{state}到不了之前的状态：没有唯一的长期分布"),
        AnalyticError::TooManyWaiting { waiting } => format!("等待人数可能超过{waiting}：方程太多，无法求解"),
    }
}

/// Why a run came to nothing.
pub(super) fn run(why: &RunError) -> String {
    match why {
        RunError::Interrupted => "模拟已中断".to_owned(),
        RunError::NoDays => "要模拟0天；至少1天".to_owned(),
        RunError::TooManyWaiting { day, queue, at, limit } => {
            format!("第{day}天{at}的呼入等待人数超过{limit}，最后一个来电在队列 `{queue}`")
        }
        RunError::TooLong { day, waiting } => format!(
            "第{day}天的来电100天后还没有结束，仍有{waiting}人等待；\
             缩短通话、增加人数、写明 `patience` 或 after_close = \"cut\" 可使其结束"
        ),
        RunError::TooManyMoves { day, at } => format!(
            "第{day}天{at}，升级阶梯当天启用和放回的人次超过{MAX_LADDER_MOVES}；\
             `lasting`、`settle` 或 `min_stay` 可使其不再频繁动作"
        ),
        RunError::TooMuch { what, values, most } => {
            let what = match what {
                KeptOfDays::Expectations => "检查要保存每天的每项期望，以及 `each` 的每个时段",
                KeptOfDays::Measures => "比较要保存每天每个时段的每个指标",
                KeptOfDays::Probes => "计算人数要保存每天所问的每个指标",
            };
            format!("{what}：共{values}个数，最多保存{most}个；减少天数或加长时段可减少")
        }
        RunError::Parts(why) => merge(why),
        RunError::Threads { threads, .. } => format!("无法启动{threads}个线程"),
    }
}

fn merge(why: &MergeError) -> String {
    match why {
        MergeError::Missing(days) => format!("缺少{}；请模拟含有它的部分", named(days)),
        MergeError::Twice(days) => format!("两个部分都有{}；请去掉其中一个", named(days)),
        MergeError::Unfit { days, what } => {
            let what = match what {
                KeptInPart::Days => "日子",
                KeptInPart::DailyFigures => "每天的统计项",
                KeptInPart::Intervals => "时段",
                KeptInPart::FirstPulls => "首次启用",
                KeptInPart::RungsPulled => "启用的梯级",
                KeptInPart::Waits => "等待时长",
                KeptInPart::WaitsOfIntervals => "各时段的等待时长",
            };
            format!("含有{}的部分中，{what}与这个场景不符；请重新生成", named(days))
        }
        MergeError::Beyond { days, of } => format!("{}超出了这次模拟的{of}天；这些部分属于更长的模拟", named(days)),
    }
}

fn named(days: &Range<u32>) -> String {
    match days.len() {
        1 => format!("第{}天", days.start),
        _ => format!("第{}天至第{}天", days.start, days.end.saturating_sub(1)),
    }
}

/// What to try on the command line, to stand behind a line.
pub(super) fn remedy(remedy: &Remedy) -> String {
    let plain = match remedy {
        Remedy::Setting { key, value } => return format!("；请试 `--set {key}={value}`"),
        Remedy::FewerParts => "；请减少部分的数目",
        Remedy::NumberOfDays => "；请用 `--days` 指定天数",
        Remedy::ShorterParts => "；请多分几个部分，每部分少些天数",
        Remedy::FewerDays => "；请用 `--days` 减少天数",
        Remedy::SomethingToCompare => "；请再给一个场景，或用 `--with key=value` 给一项改动",
        Remedy::SameZone => "；同一天的时钟相同：请让两者的 `time_zone` 一致，或都不写",
        Remedy::SameHours => "；同一天的营业时间相同：请让两者的 `open` 和 `close` 一致",
        Remedy::LaterMonth => "；请用 `--month` 指定更晚的月份，或给出 `--forecast`",
        Remedy::Patience => "；请给出 `--patience`",
        Remedy::OtherDirectory => "；请用 `--out` 指定别的文件夹",
        Remedy::OtherFolder => "；请指定别的文件夹",
        Remedy::OtherDirectoryOrForce => "；请用 `--out` 指定别的文件夹，或用 `--force` 替换",
        Remedy::OtherFile => "；请用 `--out` 指定别的文件",
        Remedy::OtherReport => "；请用 `--junit` 指定别的文件",
        Remedy::OtherBaselines => "，或用 `--baseline` 指定别的文件夹",
        Remedy::MakePart => "；请用 `holdline run SCENARIO --part K/N` 生成",
    };
    plain.to_owned()
}
