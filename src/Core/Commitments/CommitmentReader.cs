using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>Reads what bills say of commitments: FOCUS columns only, of any provider. Rows come hour by hour where the bill does.</summary>
public sealed class CommitmentReader(ICostQueries costs)
{
    /// <summary>Stands for the id that a charge lacks although it says that a commitment paid for it.</summary>
    public const string Unnamed = "(unnamed)";

    private static readonly string[] Columns =
    [
        "provider", "service", "pricingUnit", "resourceType", "pricingCategory", "chargeCategory",
        "commitmentDiscountId", "commitmentDiscountType", "commitmentDiscountCategory", "commitmentDiscountStatus", "chargePeriodStart", "chargePeriodEnd",
    ];

    /// <summary>The charges of services that a commitment pays for, and of <paramref name="service"/> when it is given, on charge days.</summary>
    public async Task<IReadOnlyList<CommitmentCharge>> ReadAsync(Snapshot snapshot, DayRange days, string? service, CancellationToken cancellationToken)
    {
        IReadOnlyList<string?> services = service is null ? await ServicesAsync(snapshot, days, cancellationToken).ConfigureAwait(false) : [service];
        if (services.Count == 0) return [];
        CostFilter[] filters = [Categories, new CostFilter(new Dimension("service"), services)];
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, new CostQuery(days, [.. Columns.Select(name => new Dimension(name))], filters, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => Charge(row))];
    }

    /// <summary>Purchases of commitments on charge days.</summary>
    public async Task<IReadOnlyList<CommitmentCharge>> PurchasesAsync(Snapshot snapshot, DayRange days, CancellationToken cancellationToken)
    {
        CostFilter[] filters = [new CostFilter(new Dimension("chargeCategory"), ["Purchase"])];
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, new CostQuery(days, [.. Columns.Select(name => new Dimension(name))], filters, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => Charge(row)).Where(charge => charge.Id is not null)];
    }

    /// <summary>The months in which commitments were first bought, by charge day: from the roll-ups alone.</summary>
    public async Task<IReadOnlyList<BillingPeriod>> FirstPurchasesAsync(Snapshot snapshot, DayRange days, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        CostFilter[] filters = [new CostFilter(new Dimension("chargeCategory"), ["Purchase"]), new CostFilter(new Dimension("commitmentDiscountId"), [.. ids.Order(StringComparer.Ordinal)])];
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(
            snapshot, new CostQuery(days, [new("commitmentDiscountId"), new("day")], filters, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return [.. rows.GroupBy(row => row.Keys[0]).Select(id => id.Min(row => BillingPeriod.Of(DateOnly.ParseExact(row.Keys[1]!, "yyyy-MM-dd", CultureInfo.InvariantCulture)))).Distinct().Order()];
    }

    /// <summary>Usage by SKU, without times: what discounts differ by.</summary>
    public async Task<IReadOnlyList<(string? Sku, CommitmentCharge Charge)>> BySkuAsync(Snapshot snapshot, DayRange days, IReadOnlyList<string?> services, CancellationToken cancellationToken)
    {
        Dimension[] by = [.. Columns[..10].Select(name => new Dimension(name)), new Dimension("skuId")];
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, new CostQuery(days, by, [Categories, new CostFilter(new Dimension("service"), services)], ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => (row.Keys[10], Charge(row, days)))];
    }

    /// <summary>Why savings cannot be told, from what the loads lack; null when they can.</summary>
    public static Problem? MissingPrices(Snapshot snapshot, DayRange days)
    {
        Load[] lacking = [.. snapshot.Loads.Where(load => load.Period.FirstDay < days.End && load.Period.Next.FirstDay > days.Start
            && load.Problems.Any(problem => problem.Code == FocusErrors.ColumnDefaulted.Code && problem.Column == "ContractedCost"))];
        return lacking.Length == 0 ? null : CommitmentErrors.ContractedMissing.At(
            $"ContractedCost is missing in {string.Join(", ", lacking.Select(load => load.Source.ToString()).Distinct().Order(StringComparer.Ordinal))}.", severity: Severity.Warning);
    }

    private static CostFilter Categories { get; } = new(new Dimension("chargeCategory"), ["Usage", "Purchase"]);

    private async Task<IReadOnlyList<string?>> ServicesAsync(Snapshot snapshot, DayRange days, CancellationToken cancellationToken)
    {
        Dimension[] by = [new("service"), new("commitmentDiscountId"), new("commitmentDiscountStatus")];
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, new CostQuery(days, by, [Categories], ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => Id(row.Keys[1], row.Keys[2]) is not null).Select(row => row.Keys[0]).Distinct()];
    }

    private static CommitmentCharge Charge(CostRow row, DayRange? whole = null)
    {
        string? id = Id(row.Keys[6], row.Keys[9]);
        bool isPurchase = row.Keys[5] == "Purchase";
        return new CommitmentCharge
        {
            Start = whole is { } days ? Midnight(days.Start) : Instant(row.Keys[10]),
            End = whole is { } all ? Midnight(all.End) : Instant(row.Keys[11]),
            Kind = new CommitmentKind(new CommitmentScope(row.Keys[0], row.Keys[1], row.Currency), row.Keys[2], row.Keys[3]),
            PricingCategory = row.Keys[4],
            IsPurchase = isPurchase,
            Id = id,
            Type = row.Keys[7],
            Category = row.Keys[8],
            Use = id is null ? CommitmentUse.OnDemand : row.Keys[9] switch
            {
                "Used" => CommitmentUse.Used,
                "Unused" => CommitmentUse.Unused,
                _ => CommitmentUse.Unknown,
            },
            Costs = row.Costs,
        };
    }

    private static string? Id(string? id, string? status) => !string.IsNullOrEmpty(id) ? id : status is "Used" or "Unused" ? Unnamed : null;

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static DateTimeOffset Instant(string? text) =>
        DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
