//! What the table of verification says, in Chinese.

use super::Chinese;
use crate::experiment::verify::results::Spread;
use crate::words::numbers::{decimal, percent};
use crate::words::verify::VerifyWords;

impl VerifyWords for Chinese {
    fn verify_header(&self) -> [&'static str; 7] {
        ["案例", "指标", "期望", "实际", "95%区间", "z", "结论"]
    }

    fn agrees(&self, agrees: bool) -> &'static str {
        if agrees { "一致" } else { "不一致" }
    }

    fn verify_spread(&self, spread: &Spread) -> String {
        format!(
            "z 值：均方为{}（应为1），{}%超过1.96（应为5%）。{}个案例各取第一项，与标准正态分布相比：\n\
             最大距离（柯尔莫哥洛夫－斯米尔诺夫检验）{}，p 值{}。（同一案例的各项相互关联，因此各取一项。）\n\
             * 由他人模拟同样的现场后发表；其误差计入 z 值。",
            decimal(spread.mean_square, 2),
            percent(spread.beyond, 1),
            spread.cases,
            decimal(spread.distance, 3),
            decimal(spread.p_value, 2),
        )
    }

    fn verify_verdict(&self, misses: usize, all: usize, cases: usize, rate: &str) -> String {
        let rate = format!("整张表的误报率为{rate}%");
        match misses {
            0 => format!("{cases}个案例的{all}项全部与理论一致（{rate}）。"),
            n => format!("{cases}个案例的{all}项中有{n}项与理论不一致（{rate}）。"),
        }
    }
}
