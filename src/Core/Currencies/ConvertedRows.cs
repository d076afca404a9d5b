using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Currencies;

/// <summary>An answer about cost in one currency, each month at its own rate.</summary>
/// <param name="Rows">The groups without the month that was added to the question.</param>
/// <param name="Used">The rates that were used, by month and currency.</param>
public sealed record ConvertedRows(IReadOnlyList<CostRow> Rows, IReadOnlyList<ExchangeRate> Used)
{
    private static readonly Dimension Month = new("month");

    /// <summary>The question with the month added, so that every group has one rate.</summary>
    public static CostQuery Ask(CostQuery query) => query with { By = [.. query.By, Month] };

    /// <summary>Turns the answer of <see cref="Ask"/> into the target currency and takes the months together again.</summary>
    /// <exception cref="Errors.CostGuardException">CG2501: a rate is missing.</exception>
    public static ConvertedRows Of(IReadOnlyList<CostRow> rows, Currency target, RateBook book)
    {
        var groups = new Dictionary<string, CostRow>(StringComparer.Ordinal);
        var order = new List<string>();
        var used = new HashSet<ExchangeRate>();
        foreach (CostRow row in rows)
        {
            ExchangeRate rate = book.Need(RateKind.Actual, BillingPeriod.Parse(row.Keys[^1] ?? ""), row.Currency, target);
            if (row.Currency != target) used.Add(rate);
            IReadOnlyList<string?> keys = [.. row.Keys.SkipLast(1)];
            string id = string.Join('\u001f', keys.Select(key => key is null ? "-" : $"+{key}"));
            Costs converted = RateBook.Convert(row.Costs, rate);
            if (!groups.TryGetValue(id, out CostRow? group))
            {
                order.Add(id);
                groups[id] = new CostRow(keys, target, converted, row.Rows);
            }
            else
            {
                groups[id] = group with { Costs = group.Costs + converted, Rows = group.Rows + row.Rows };
            }
        }

        return new ConvertedRows([.. order.Select(id => groups[id])], [.. used.OrderBy(rate => rate.Month).ThenBy(rate => rate.From)]);
    }
}
