using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>allocation/metrics/NAME.csv: month,team,quantity.</summary>
public static class MetricCsv
{
    private static readonly string[] Head = ["month", "team", "quantity"];

    public static IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal> Read(string file, string text, ReadContext context)
    {
        var metric = new Dictionary<(BillingPeriod, TeamId), decimal>();
        IReadOnlyList<IReadOnlyList<CsvField>> lines = CsvText.Read(file, text);
        if (lines.Count == 0 || !lines[0].Select(field => field.Text).SequenceEqual(Head, StringComparer.OrdinalIgnoreCase))
        {
            context.Problems.Add(new Place(file, 1, 1).Report(AllocationFileErrors.BadMetric, "The head line must be month,team,quantity."));
            return metric;
        }

        foreach (IReadOnlyList<CsvField> line in lines.Skip(1)) ReadLine(line, metric, context);
        return metric;
    }

    private static void ReadLine(IReadOnlyList<CsvField> line, Dictionary<(BillingPeriod, TeamId), decimal> metric, ReadContext context)
    {
        List<Problem> problems = context.Problems;
        if (line.Count != Head.Length)
        {
            problems.Add(line[0].At.Report(AllocationFileErrors.BadMetric, $"The line has {Invariant.Text(line.Count)} fields, 3 needed."));
            return;
        }

        bool month = BillingPeriod.TryParse(line[0].Text, out BillingPeriod period);
        if (!month) problems.Add(line[0].At.Report(AllocationFileErrors.BadMetric, $"\"{line[0].Text}\" is not a month such as 2026-11."));
        bool team = context.CheckTeam(line[1].Text, line[1].At);
        bool number = decimal.TryParse(line[2].Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal quantity);
        if (!number) problems.Add(line[2].At.Report(AllocationFileErrors.BadMetric, $"\"{line[2].Text}\" is not a quantity of at least 0."));
        if (month && team && number && !metric.TryAdd((period, new TeamId(line[1].Text)), quantity))
            problems.Add(line[0].At.Report(AllocationFileErrors.BadMetric, $"{line[1].Text} has a quantity for {period} already."));
    }
}
