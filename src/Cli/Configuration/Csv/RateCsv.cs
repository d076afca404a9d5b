using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>rates/actual/*.csv and rates/budget/*.csv: month,from,to,rate,source, or the history file of the European Central Bank as it is downloaded.</summary>
internal sealed class RateCsv(RateKind kind, ReadContext context)
{
    private static readonly string[] Head = ["month", "from", "to", "rate", "source"];

    private readonly Dictionary<(BillingPeriod Month, Currency From, Currency To), Place> _seen = [];

    public IReadOnlyList<ExchangeRate> Read(string file, string text)
    {
        IReadOnlyList<IReadOnlyList<CsvField>> lines = CsvText.Read(file, text);
        if (lines.Count > 0 && lines[0].Select(field => field.Text).SequenceEqual(Head, StringComparer.OrdinalIgnoreCase))
            return [.. lines.Skip(1).Select(ReadLine).OfType<ExchangeRate>()];
        if (lines.Count > 0 && string.Equals(lines[0][0].Text, "Date", StringComparison.OrdinalIgnoreCase)) return ReadBank(lines);
        context.Problems.Add(new Place(file, 1, 1).Report(CurrencyErrors.BadRate, "The head line must be month,from,to,rate,source."));
        return [];
    }

    private ExchangeRate? ReadLine(IReadOnlyList<CsvField> line)
    {
        if (line.Count != Head.Length) return Bad(line[0].At, $"The line has {Invariant.Text(line.Count)} fields, {Invariant.Text(Head.Length)} needed.");
        if (!BillingPeriod.TryParse(line[0].Text, out BillingPeriod month)) return Bad(line[0].At, $"\"{line[0].Text}\" is not a month such as 2026-10.");
        if (!Currency.TryParse(line[1].Text, out Currency from)) return Bad(line[1].At, $"\"{line[1].Text}\" is not a currency code such as EUR.");
        if (!Currency.TryParse(line[2].Text, out Currency to) || to == from) return Bad(line[2].At, $"\"{line[2].Text}\" is not another currency's code.");
        if (Number(line[3]) is not { } rate) return Bad(line[3].At, $"\"{line[3].Text}\" is not a rate above 0.");
        if (line[4].Text.Length == 0) return Bad(line[4].At, "The source is empty: say who sets the rate.");
        return Once(new ExchangeRate(kind, month, from, to, rate, line[4].Text), line[0].At);
    }

    // The bank publishes days, newest first, for one euro; N/A where it sets no rate. The month's rate is the mean of its days.
    private List<ExchangeRate> ReadBank(IReadOnlyList<IReadOnlyList<CsvField>> lines)
    {
        var days = new Dictionary<(BillingPeriod Month, Currency To), (decimal Sum, int Count, Place At)>();
        foreach (IReadOnlyList<CsvField> line in lines.Skip(1))
        {
            if (!DateOnly.TryParseExact(line[0].Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            {
                Bad(line[0].At, $"\"{line[0].Text}\" is not a day such as 2026-10-30.");
                continue;
            }

            for (int i = 1; i < Math.Min(line.Count, lines[0].Count); i++)
            {
                if (line[i].Text is "N/A" or "" || !Currency.TryParse(lines[0][i].Text, out Currency to)) continue;
                if (Number(line[i]) is not { } rate) Bad(line[i].At, $"\"{line[i].Text}\" is not a rate above 0.");
                else days[(BillingPeriod.Of(day), to)] = Add(days.GetValueOrDefault((BillingPeriod.Of(day), to)), rate, line[i].At);
            }
        }

        return [.. days.OrderBy(pair => pair.Key.Month).ThenBy(pair => pair.Key.To).Select(pair => Once(
            new ExchangeRate(kind, pair.Key.Month, Currency.Eur, pair.Key.To, Mean(pair.Value.Sum, pair.Value.Count), $"ECB, mean of {Invariant.Text(pair.Value.Count)} days"),
            pair.Value.At)).OfType<ExchangeRate>()];
    }

    private static (decimal Sum, int Count, Place At) Add((decimal Sum, int Count, Place At) sum, decimal rate, Place at) => (sum.Sum + rate, sum.Count + 1, at);

    private static decimal Mean(decimal sum, int count) => decimal.Round(sum / count, 6, MidpointRounding.ToEven);

    private ExchangeRate? Once(ExchangeRate rate, Place at)
    {
        if (_seen.TryAdd((rate.Month, rate.From, rate.To), at)) return rate;
        Place first = _seen[(rate.Month, rate.From, rate.To)];
        context.Problems.Add(at.Report(
            CurrencyErrors.RateTwice, $"{rate.Month} has a rate from {rate.From} to {rate.To} already, in {first.File}:{Invariant.Text(first.Line)}."));
        return null;
    }

    private ExchangeRate? Bad(Place at, string what)
    {
        context.Problems.Add(at.Report(CurrencyErrors.BadRate, what));
        return null;
    }

    private static decimal? Number(CsvField field) =>
        decimal.TryParse(field.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal rate) && rate > 0m ? rate : null;
}
