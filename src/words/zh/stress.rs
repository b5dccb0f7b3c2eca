//! The STRESS-DES checklist and what is to be said to each of its items, in Chinese.

use super::forms::{list, span};
use crate::units::Span;
use crate::words::html::{StressFacts, StressItem};

pub(super) fn item(item: StressItem) -> &'static str {
    match item {
        StressItem::Purpose => "模型的目的",
        StressItem::Outputs => "模型的输出",
        StressItem::Aims => "试验的目的",
        StressItem::Overview => "基础模型概览图",
        StressItem::BaseLogic => "基础模型的逻辑",
        StressItem::ScenarioLogic => "场景的逻辑",
        StressItem::Algorithms => "算法",
        StressItem::Components => "组成：实体、活动、资源、队列、入口和出口",
        StressItem::DataSources => "数据来源",
        StressItem::InputParameters => "输入参数",
        StressItem::PreProcessing => "预处理",
        StressItem::Assumptions => "假设",
        StressItem::Initialisation => "初始化",
        StressItem::RunLength => "模拟时长",
        StressItem::Estimation => "估计方法",
        StressItem::Software => "软件或编程语言",
        StressItem::RandomSampling => "随机抽样",
        StressItem::Execution => "模型的执行",
        StressItem::System => "系统要求",
        StressItem::Sharing => "模型共享声明",
    }
}

pub(super) fn answer(item: StressItem, facts: &StressFacts<'_>) -> String {
    match item {
        StressItem::Purpose if facts.why.is_empty() => PURPOSE.to_owned(),
        StressItem::Purpose => format!("{PURPOSE}场景自述：{}", facts.why),
        StressItem::Aims => aims(facts),
        StressItem::ScenarioLogic => format!(
            "场景由{}个文件组成，其中和改写中共有{}项设置；其余取默认值。全部列在“假设”中。",
            facts.files, facts.settings
        ),
        StressItem::Algorithms => format!("{DISPATCH}{}", ladder(facts)),
        StressItem::Components => components(facts),
        StressItem::DataSources => {
            format!("“读取的文件”中的{}个文件，各附哈希值和行数。其中的数字从何而来，由编写者说明。", facts.files)
        }
        StressItem::Initialisation => initialisation(facts.warm_up),
        StressItem::RunLength => run_length(facts),
        StressItem::Software => format!("holdline {}，用 Rust 编写的独立程序。", facts.version),
        StressItem::RandomSampling => format!(
            "每次抽样只取决于种子、日子、用途和对象，因此各场景遇到同样的来电者（公共随机数）。种子为 {}。",
            facts.seed
        ),
        StressItem::Outputs
        | StressItem::Overview
        | StressItem::BaseLogic
        | StressItem::InputParameters
        | StressItem::PreProcessing
        | StressItem::Assumptions
        | StressItem::Estimation
        | StressItem::Execution
        | StressItem::System
        | StressItem::Sharing => same_for_all(item).to_owned(),
    }
}

const PURPOSE: &str = "预知在这份计划下有多少来电者能接通人工、要等多久、值班主管的升级阶梯何时启用。";
const DISPATCH: &str =
    "来电由服务其队列的坐席中空闲最久者接听；空出的坐席先接优先级最高的，再接等待最久的。需要的人数由公式算出。";

/// What is said of every floor; the others have an answer of their own.
fn same_for_all(item: StressItem) -> &'static str {
    match item {
        StressItem::Outputs => {
            "全天以及各队列、人员组、时段和梯级的数量、比例、等待时长、人数和费用；公式见“各统计项及其公式”。"
        }
        StressItem::Overview => {
            "来电者 →（自助语音）→ 队列 → 坐席：通话、后处理 → 离开；队列中 → 挂断 → 再次来电或离开。旁边：呼入等待人数 → \
             升级阶梯 → 借调人员签入或签出。"
        }
        StressItem::BaseLogic => {
            "逐个来电，按编号的规则：时间（M-T）、来电者（M-C）、人员（M-A）、谁接谁（M-D）、阶梯（M-L）、随机性（M-R）。"
        }
        StressItem::InputParameters => "全部列在“假设”中；分布以均值和离散程度给出。",
        StressItem::PreProcessing => "无：数据表按原样读取。读取时所作的判断或忽略的内容见“对计划的提示”。",
        StressItem::Assumptions => "未设置的取默认值，并在“假设”中标明。另见上面未包含的内容。",
        StressItem::Estimation => {
            "各天相互独立。比例是总和之比，区间用德尔塔方法；均值的区间用学生 t 分布；天数比例用威尔逊区间；水平为 95%。\
             等待时长的百分位数精确到 1%。"
        }
        StressItem::Execution => "下一事件法，以整微秒计时；同一时刻的事件次序固定（M-T2）。",
        StressItem::System => "无：在任何机器上、用任何数目的线程，结果逐字节相同。",
        StressItem::Sharing
        | StressItem::Purpose
        | StressItem::Aims
        | StressItem::ScenarioLogic
        | StressItem::Algorithms
        | StressItem::Components
        | StressItem::DataSources
        | StressItem::Initialisation
        | StressItem::RunLength
        | StressItem::Software
        | StressItem::RandomSampling => "自由软件，MIT 或 Apache-2.0 许可。用这里列出的命令和文件可重新生成本报告。",
    }
}

fn aims(facts: &StressFacts<'_>) -> String {
    let targets = match facts.targets {
        0 => "没有目标。".to_owned(),
        count => format!("对照{count}个目标。"),
    };
    format!("一个场景模拟{}天。{targets}", facts.days)
}

fn components(facts: &StressFacts<'_>) -> String {
    let limited = |count: Option<u32>, what: &str| {
        count.map_or_else(|| format!("{what}不限"), |count| format!("{count}个{what}"))
    };
    let lent = if facts.lent.is_empty() { String::new() } else { format!("；借调：{}", list(facts.lent)) };
    format!(
        "实体：来电者，每个队列一类（{}）。活动：等待、通话、后处理。资源：坐席（{}{lent}），{}，{}。队列：{}个，先按优先级再按\
         等待时长。入口：场景给出的来电。出口：接通、挂断、阻塞、自助语音内结束，或结束时被请走。",
        list(facts.queues),
        list(facts.own),
        limited(facts.seats, "台席"),
        limited(facts.lines, "线路"),
        facts.queues.len(),
    )
}

fn ladder(facts: &StressFacts<'_>) -> String {
    match facts.rungs {
        [] => "没有升级阶梯。".to_owned(),
        rungs if facts.ladders > 1 => {
            format!("共有{}个升级阶梯，各自严格按此顺序：{}。", facts.ladders, list(rungs))
        }
        rungs => format!("升级阶梯严格按此顺序：{}。", list(rungs)),
    }
}

fn initialisation(warm_up: Span) -> String {
    let counted = if warm_up == Span::ZERO {
        "全部计入统计。".to_owned()
    } else {
        format!("营业开始后的{}不计入统计。", span(warm_up))
    };
    format!("一天开始时无人等待，没有梯级生效；{counted}")
}

fn run_length(facts: &StressFacts<'_>) -> String {
    let (open, close) = facts.hours;
    let day = match facts.dates {
        0 => format!("一天，{open}至{close}营业，直到最后一个来电处理完毕"),
        dates => format!("连续{dates}个日期，第一个日期{open}至{close}营业"),
    };
    let until = if facts.until_known { "，天数加到某个统计项达到要求的精度为止" } else { "" };
    format!("{day}；模拟{}天{until}。", facts.days)
}
