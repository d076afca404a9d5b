using System.Runtime.CompilerServices;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Savings;

/// <summary>One resource and what was found about it.</summary>
/// <param name="Case">What the rules knew.</param>
/// <param name="Judgement">What they say.</param>
/// <param name="Currency">Currency of its bill; null when the bill does not show it.</param>
public sealed record JudgedResource(ResourceCase Case, Judgement Judgement, Currency? Currency);

/// <summary>Puts inventory, metrics and the customer's own bill together, and asks the rules.</summary>
public sealed class SavingService(IQuantityQueries bill, IUsageSource usage)
{
    private const decimal HoursOfMonth = 730m;
    private static readonly Dimension[] By = [new("resource"), new("commitmentDiscountStatus"), new("consumedUnit")];
    private static readonly string[] Hours = ["Hours", "Hour", "Hrs", "hrs"];

    /// <summary>Every resource of the inventory, one by one.</summary>
    /// <param name="snapshot">The bill.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="CostGuardException">CG2800: there is no inventory (exit code 5).</exception>
    public async IAsyncEnumerable<JudgedResource> JudgeAsync(Snapshot snapshot, SavingOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        UsageFacts facts = await usage.FactsAsync(cancellationToken).ConfigureAwait(false) ?? throw new CostGuardException(5, SavingErrors.NoInventory.At("There is no usage/inventory.csv, and no connection has collected one."));
        DateOnly? asOf = facts.Through is { } metrics && snapshot.DataThrough is { } data ? (metrics < data ? metrics : data) : facts.Through ?? snapshot.DataThrough;
        if (asOf is not { } day) throw new CostGuardException(5, SavingErrors.NoInventory.At("There are neither metrics nor billing data."));
        IReadOnlyDictionary<string, Billed> bills = await BillsAsync(snapshot, new DayRange(day.AddDays(1 - options.LookBackDays), day.AddDays(1)), cancellationToken).ConfigureAwait(false);
        (Dictionary<string, decimal> attached, PaidRates paid) = await FirstPassAsync(bills, cancellationToken).ConfigureAwait(false);
        var catalogue = new TypeCatalogue(facts.Prices, paid);
        await foreach (ResourceUse each in usage.ReadAsync(options.LookBackDays, cancellationToken).ConfigureAwait(false))
        {
            Billed? own = bills.GetValueOrDefault(ResourceKey.Of(each.Resource.Id));
            var of = new ResourceCase
            {
                // As the bill spells it: a saving is verified there.
                Resource = own is null ? each.Resource : each.Resource with { Id = own.Id },
                Bill = own?.Bill,
                Usage = each.Usage,
                Prices = catalogue.For(each.Resource, own?.Bill),
                AsOf = day,
                Options = options,
                AttachedMonthly = attached.GetValueOrDefault(ResourceKey.Of(each.Resource.Id)),
            };
            yield return new JudgedResource(of, SavingRules.Judge(of), own?.Currency);
        }
    }

    /// <summary>What each resource costs a month of 730 hours, by its usage lines of some days: hours that a commitment pays for apart.</summary>
    private async Task<IReadOnlyDictionary<string, Billed>> BillsAsync(Snapshot snapshot, DayRange days, CancellationToken cancellationToken)
    {
        CostFilter[] only = [new(new Dimension("chargeCategory"), ["Usage"]), new(new Dimension("chargeClass"), [null])];
        IReadOnlyList<QuantityRow> rows = await bill.QuantitiesAsync(snapshot, new CostQuery(days, By, only, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        decimal scale = HoursOfMonth / (days.Days * 24m);
        return rows.Where(row => row.Cost.Keys[0] is not null).GroupBy(row => ResourceKey.Of(row.Cost.Keys[0]!), StringComparer.Ordinal)
            // A resource that is billed in two currencies has no one price.
            .Where(group => group.Select(row => row.Cost.Currency).Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => new Billed(group.MinBy(row => row.Cost.Keys[0], StringComparer.Ordinal)!.Cost.Keys[0]!, Of([.. group], scale), group.First().Cost.Currency), StringComparer.Ordinal);
    }

    private static ResourceBill Of(QuantityRow[] rows, decimal scale)
    {
        QuantityRow[] hours = [.. rows.Where(row => Hours.Contains(row.Cost.Keys[2], StringComparer.Ordinal) && row.Consumed > 0m)];
        QuantityRow[] covered = [.. hours.Where(row => row.Cost.Keys[1] == "Used")], open = [.. hours.Where(row => row.Cost.Keys[1] is null)];
        decimal paidFor = covered.Sum(row => row.Consumed!.Value), onDemand = open.Sum(row => row.Consumed!.Value);
        decimal? rate = onDemand > 0m ? open.Sum(row => row.Cost.Costs.Contracted == 0m ? row.Cost.Costs.Effective : row.Cost.Costs.Contracted) / onDemand : paidFor > 0m ? covered.Sum(row => row.Cost.Costs.Contracted) / paidFor : null;
        return new ResourceBill(rows.Sum(row => row.Cost.Costs.Effective) * scale, (paidFor + onDemand) * scale)
        {
            CoveredHours = paidFor * scale,
            CoveredMonthly = rows.Where(row => row.Cost.Keys[1] == "Used").Sum(row => row.Cost.Costs.Effective) * scale,
            OnDemandRate = rate == 0m ? null : rate,
            CoveredRate = paidFor > 0m ? covered.Sum(row => row.Cost.Costs.Effective) / paidFor : null,
            ListRate = paidFor + onDemand > 0m && hours.Sum(row => row.Cost.Costs.List) is > 0m and var list ? list / (paidFor + onDemand) : null,
        };
    }

    /// <summary>What this company pays for each type that it runs, beside the list.</summary>
    /// <param name="snapshot">The bill.</param>
    /// <param name="lookBackDays">Days of the bill.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="CostGuardException">CG2800: there is no inventory (exit code 5).</exception>
    public async Task<TypeCatalogue> PricesAsync(Snapshot snapshot, int lookBackDays, CancellationToken cancellationToken)
    {
        UsageFacts facts = await usage.FactsAsync(cancellationToken).ConfigureAwait(false) ?? throw new CostGuardException(5, SavingErrors.NoInventory.At("There is no usage/inventory.csv, and no connection has collected one."));
        if (snapshot.DataThrough is not { } day) return new TypeCatalogue(facts.Prices, new PaidRates());
        IReadOnlyDictionary<string, Billed> bills = await BillsAsync(snapshot, new DayRange(day.AddDays(1 - lookBackDays), day.AddDays(1)), cancellationToken).ConfigureAwait(false);
        return new TypeCatalogue(facts.Prices, (await FirstPassAsync(bills, cancellationToken).ConfigureAwait(false)).Paid);
    }

    /// <summary>One look at the inventory without its samples: what hangs on each machine costs, and what each type is paid.</summary>
    private async Task<(Dictionary<string, decimal> Attached, PaidRates Paid)> FirstPassAsync(IReadOnlyDictionary<string, Billed> bills, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var paid = new PaidRates();
        await foreach (ResourceUse each in usage.ReadAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (!bills.TryGetValue(ResourceKey.Of(each.Resource.Id), out Billed? own)) continue;
            paid.Add(each.Resource, own.Bill, own.Currency);
            if (each.Resource is { Kind: ResourceKind.Disk or ResourceKind.Address, AttachedTo.Length: > 0 } part)
                sums[ResourceKey.Of(part.AttachedTo)] = sums.GetValueOrDefault(ResourceKey.Of(part.AttachedTo)) + own.Bill.Monthly;
        }

        return (sums, paid);
    }

    private sealed record Billed(string Id, ResourceBill Bill, Currency Currency);
}
