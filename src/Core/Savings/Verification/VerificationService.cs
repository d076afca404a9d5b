using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Savings.Verification;

/// <summary>An action that is to be measured.</summary>
/// <param name="Resources">FOCUS ResourceIds that were changed, replacements too; at least one.</param>
/// <param name="Done">The day of the action.</param>
/// <param name="Promised">Promised a month in <paramref name="Currency"/>, above 0.</param>
/// <param name="Currency">Charges in other currencies are left out.</param>
public sealed record SavingQuestion(IReadOnlyList<string> Resources, DateOnly Done, decimal Promised, Currency Currency);

/// <summary>Measures actions on a snapshot. Peers are all other resources of the same services and regions.</summary>
public sealed class VerificationService(IQuantityQueries quantities)
{
    private const int HistoryDays = 270;

    private static readonly string[] Lines = ["day", "skuId", "pricingUnit"];

    /// <summary>What the action saved, by contracted cost, so that commitments which move to other resources do not count.</summary>
    /// <exception cref="CostGuardException">CG1471: the bill does not know the resources (8). CG1472: days are missing (5).</exception>
    public async Task<VerifiedSaving> VerifyAsync(Snapshot snapshot, SavingQuestion question, CancellationToken cancellationToken)
    {
        DateOnly through = snapshot.DataThrough ?? throw NotThere(question);
        var days = new DayRange(question.Done.AddDays(-HistoryDays), Min(through, question.Done.AddDays(SavingWindows.WatchDays)).AddDays(1));
        CostFilter usage = new(new Dimension("chargeCategory"), ["Usage"]), currency = new(new Dimension("currency"), [question.Currency.Code]);
        CostFilter own = new(new Dimension("resourceId"), [.. question.Resources]);

        List<Line> mine = await AskAsync(snapshot, days, ["service", "region"], [usage, currency, own], cancellationToken).ConfigureAwait(false);
        if (mine.Count == 0) throw NotThere(question);
        CostFilter services = new(new Dimension("service"), [.. mine.Select(line => line.Keys[3]).Distinct()]), regions = new(new Dimension("region"), [.. mine.Select(line => line.Keys[4]).Distinct()]);
        List<Line> all = await AskAsync(snapshot, days, [], [usage, currency, services, regions], cancellationToken).ConfigureAwait(false);
        return SavingVerifier.Of(History(mine, all, days, question), question.Done, question.Promised);
    }

    private async Task<List<Line>> AskAsync(Snapshot snapshot, DayRange days, string[] more, CostFilter[] filters, CancellationToken cancellationToken)
    {
        var query = new CostQuery(days, [.. Lines.Concat(more).Select(name => new Dimension(name))], filters, ByBillingPeriod: false);
        IReadOnlyList<QuantityRow> rows = await quantities.QuantitiesAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new Line(row.Cost.Keys, DateOnly.ParseExact(row.Cost.Keys[0]!, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.Cost.Costs.Contracted, row.Pricing))];
    }

    private static ResourceHistory History(List<Line> mine, List<Line> all, DayRange days, SavingQuestion question)
    {
        DateOnly first = mine.Min(line => line.Day);
        int count = days.End.DayNumber - first.DayNumber;
        HashSet<DateOnly> known = [.. all.Select(line => line.Day)];
        DateOnly[] missing = [.. Enumerable.Range(0, count).Select(first.AddDays).Where(day => !known.Contains(day))];
        if (missing.Length > 0 && all.Count > mine.Count)
            throw new CostGuardException(5, VerificationErrors.DaysMissing.At(string.Create(CultureInfo.InvariantCulture, $"{missing[0]:yyyy-MM-dd} and {missing.Length - 1} other days have no usage of the service.")));

        Dictionary<(string?, string?), decimal> prices = Prices(all, question.Done);
        decimal[] cost = new decimal[count], usage = new decimal[count], peers = new decimal[count];
        foreach (Line line in mine)
        {
            int day = line.Day.DayNumber - first.DayNumber;
            decimal atBase = line.At(prices);
            cost[day] += line.Contracted;
            usage[day] += atBase;
            peers[day] -= atBase;
        }

        foreach (Line line in all.Where(line => line.Day >= first)) peers[line.Day.DayNumber - first.DayNumber] += line.At(prices);
        return new ResourceHistory(first, cost, usage, Array.TrueForAll(peers, peer => peer > 0m) ? peers : []);
    }

    /// <summary>Prices before the action by SKU and unit; of a SKU that is new since, its price after: it has no price change.</summary>
    private static Dictionary<(string?, string?), decimal> Prices(List<Line> all, DateOnly done)
    {
        var prices = new Dictionary<(string?, string?), decimal>();
        foreach (IGrouping<(string?, string?), Line> sku in all.Where(line => line.Quantity > 0m && line.Sku is not null).GroupBy(line => (line.Sku, line.Unit)))
        {
            // The newest price before the action: a year's mean would call an older price change one of the action's days.
            Line[] before = [.. sku.Where(line => line.Day < done)];
            DateOnly last = before.Length > 0 ? before.Max(line => line.Day) : sku.Max(line => line.Day);
            Line[] lately = [.. (before.Length > 0 ? before : [.. sku]).Where(line => line.Day > last.AddDays(-7))];
            prices[sku.Key] = lately.Sum(line => line.Contracted) / lately.Sum(line => line.Quantity!.Value);
        }

        return prices;
    }

    private static CostGuardException NotThere(SavingQuestion question) =>
        new(8, VerificationErrors.ResourceUnknown.At($"No usage of {string.Join(", ", question.Resources)} in {question.Currency} on the bill."));

    private static DateOnly Min(DateOnly left, DateOnly right) => left < right ? left : right;

    private sealed record Line(IReadOnlyList<string?> Keys, DateOnly Day, decimal Contracted, decimal? Quantity)
    {
        public string? Sku => Keys[1];

        public string? Unit => Keys[2];

        /// <summary>Cost at the prices before the action; as it is where there is no quantity or price.</summary>
        public decimal At(Dictionary<(string?, string?), decimal> prices) =>
            Quantity is { } quantity && Sku is not null && prices.TryGetValue((Sku, Unit), out decimal price) ? quantity * price : Contracted;
    }
}
