using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class AnomalyBacktestTableTests
{
    // Domain E.7: TP 148, FP 31, FN 32 → P .8268, R .8222, F1 .8245; without five true steps F1 is 296 / 354 = .8362.
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Build_WorkedExample_WhateverTheCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            ReportTable table = AnomalyBacktestTable.Build([new(AnomalyBacktest.Detector, null, new DetectionScore(148, 31, 32, 44, 0, 5))], "CG-SYN-1", [1, 2], "medium");

            Assert.Equal("CG-SYN-1, seeds 1, 2, medium sensitivity: precision 0.827, recall 0.822, F1 0.825", table.Title);
            Assert.Equal((0.8268m, 0.8222m, 0.8245m, "0.30"), (table.Total("precision"), table.Total("recall"), table.Total("f1"), table.Total("meanDelayDays")));
            Assert.Contains("without them F1 is 0.836", table.Footnote, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
