using System.Globalization;
using System.Numerics;
using CostGuard.Core.Allocate;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Core.Statements;

/// <summary>
/// A company made from a seed: teams, pools that may feed each other, providers in currencies with 0, 2 and 3 decimals, usage, credits, refunds, tax,
/// commitments, corrections, and a closed month that was restated. The same seed makes the same company. What it was billed is known in whole units of 10⁻¹⁸.
/// </summary>
internal sealed class RandomCompany
{
    public static readonly BillingPeriod Month = BillingPeriod.Parse("2026-10");

    private static readonly Currency[] Currencies = [Currency.Usd, Currency.Eur, Currency.Parse("JPY"), Currency.Parse("KWD")];
    private static readonly string[] Services = ["Compute", "Storage", "Database", "Shared one", "Shared two", "AWS Support"];
    private readonly Random _random;
    private readonly RuleBook _book;

    /// <summary>A charge of a bill; amounts × 10¹⁸.</summary>
    public sealed record Charge(
        string Provider, string? Invoice, Currency Currency, string? Account, string Service, string Category, string? Class, string? Commitment, string? Status, string? Team, bool Resource, Int128 Billed, Int128 Effective);

    public RandomCompany(int seed)
    {
        _random = new Random(seed);
        string[] teams = [.. Enumerable.Range(0, _random.Next(1, 7)).Select(i => $"t{i.ToString(CultureInfo.InvariantCulture)}")];
        Configuration = SomeConfiguration.Of() with
        {
            Teams = [.. teams.Select(id => new TeamConfig { Id = new TeamId(id), Title = id, Owner = "o@acme.test", EffectiveFrom = Month.AddMonths(-3), Matches = [Account(_random.Next(4))] })],
            Allocation = Rules(teams),
        };
        _book = RuleBook.Compile(Configuration);
        Bill = [.. Enumerable.Range(0, _random.Next(1, 4)).SelectMany(i => Provider($"P{i.ToString(CultureInfo.InvariantCulture)}", teams))];
        Charge[] closed = [.. Provider("P0", teams)];
        Closed = closed;
        // What the provider changes afterwards: some lines go, some come, some change.
        Restated = [.. closed.Where(_ => _random.Next(8) > 0).Select(each => _random.Next(4) == 0 ? each with { Billed = each.Billed + Amount(), Effective = each.Effective + Amount() } : each), .. Provider("P0", teams).Take(_random.Next(3))];
        IsRestated = _random.Next(2) == 0;
    }

    public CostGuardConfiguration Configuration { get; }

    public IReadOnlyList<Charge> Bill { get; }

    public IReadOnlyList<Charge> Closed { get; }

    public IReadOnlyList<Charge> Restated { get; }

    public bool IsRestated { get; }

    /// <summary>The invoices as the providers round them: net and tax each once, in whole numbers; some with support or tax that no line has.</summary>
    public IReadOnlyList<Invoice> Invoices() => [.. Bill.GroupBy(each => (each.Provider, each.Invoice, each.Currency)).Select((group, i) =>
    {
        int digits = group.Key.Currency.MinorUnits;
        bool taxed = group.Any(each => each.Category == "Tax"), supported = group.All(each => each.Service != "AWS Support");
        decimal support = supported && i % 3 == 1 ? 29m : 0m;
        // The net is rounded once, with the support in it.
        Int128 stated = (Int128)support * 1_000_000_000_000_000_000;
        decimal net = Whole(Sum(group.Where(each => each.Category != "Tax"), each => each.Billed) + stated, digits), tax = Whole(Sum(group.Where(each => each.Category == "Tax"), each => each.Billed), digits);
        return new Invoice
        {
            Number = group.Key.Invoice ?? $"{group.Key.Provider}-unnamed",
            Provider = group.Key.Provider,
            Currency = group.Key.Currency,
            Period = Month,
            Date = Month.Next.FirstDay,
            Net = net,
            Tax = !taxed && i % 2 == 1 ? 7m : tax,
            Parts = support == 0m ? new Dictionary<ExplainedReason, decimal>() : new Dictionary<ExplainedReason, decimal> { [ExplainedReason.Support] = support },
            By = "fin@acme.test",
            At = DateTimeOffset.UnixEpoch,
        };
    })];

    /// <summary>Charges by the rules and pools of Core/Allocate, as groups that statements read.</summary>
    public IReadOnlyList<CostRow> Allocate(IReadOnlyList<Charge> bill)
    {
        var rows = new List<CostRow>();
        var cells = new List<PoolCell>();
        var direct = new List<(DirectCost Cost, Charge Of)>();
        for (int i = 0; i < bill.Count; i++)
        {
            Charge charge = bill[i];
            Assignment whose = _book.Decide(Set(charge), Month.FirstDay);
            if (whose.Pool is null) rows.Add(Row(charge, whose.Team.Value, null, charge.Billed, charge.Effective));
            else cells.Add(new PoolCell(i, whose.Pool, Month, charge.Currency, charge.Account, charge.Commitment, new UnitCosts(charge.Billed, charge.Effective, charge.Billed, charge.Billed)));
            if (whose.Pool is { } pool && Pool.BuiltIn.Any(each => each.Name == pool)) continue;
            TeamId target = whose.Pool is { } name ? new TeamId(Pool.Prefix + name) : whose.Team;
            direct.Add((new DirectCost(target, Month, charge.Currency, charge.Account, charge.Status == "Used" ? charge.Commitment : null, charge.Category == "Tax", charge.Status == "Used", charge.Effective, Int128.Max(charge.Effective, 0)), charge));
        }

        DirectCost[] sums = [.. direct.Select(each => each.Cost).GroupBy(each => each with { Effective = 0, Positive = 0 })
            .Select(group => group.Key with { Effective = group.Aggregate((Int128)0, (sum, each) => sum + each.Effective), Positive = group.Aggregate((Int128)0, (sum, each) => sum + each.Positive) })];
        foreach (SharedPart part in SharedCost.Split(_book, cells, sums, new List<Problem>()))
            rows.Add(Row(bill[part.Row], part.Team.Value, part.Pool, part.Costs.Billed, part.Costs.Effective));
        return rows;
    }

    /// <summary>The lines as invoices see them.</summary>
    public static IReadOnlyList<BilledLines> Lines(IReadOnlyList<Charge> bill) => BilledLines.Of(
        [.. bill.Select(each => new CostRow(
            [each.Invoice, each.Provider, "payer", each.Category, each.Class, each.Service, null, "2026-10-05", null], each.Currency, new Costs(Text(each.Billed), Text(each.Effective), 0m, 0m), 1))],
        Month);

    /// <summary>Σ × 10¹⁸.</summary>
    public static Int128 Sum(IEnumerable<Charge> charges, Func<Charge, Int128> amount) => charges.Aggregate((Int128)0, (sum, each) => sum + amount(each));

    /// <summary>Half-even to whole subunits, in whole numbers.</summary>
    public static decimal Whole(Int128 units, int digits)
    {
        BigInteger unit = BigInteger.Pow(10, 18 - digits), size = BigInteger.Abs(units), whole = BigInteger.DivRem(size, unit, out BigInteger rest);
        int half = (rest * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && !whole.IsEven)) whole++;
        return (decimal)whole * (units < 0 ? -1 : 1) / (decimal)BigInteger.Pow(10, digits);
    }

    private static CostRow Row(Charge of, string team, string? pool, Int128 billed, Int128 effective) =>
        new([team, pool, of.Service, of.Category, of.Class, of.Status], of.Currency, new Costs(Text(billed), Text(effective), Text(billed), Text(billed)), 1);

    private static decimal Text(Int128 units) => new ExactSum(units, 18).ToDecimal();

    private static DimensionSet Set(Charge of) => new()
    {
        ProviderName = of.Provider,
        SubAccountId = of.Account,
        ServiceName = of.Service,
        ChargeCategory = of.Category,
        ChargeClass = of.Class,
        CommitmentDiscountId = of.Commitment,
        CommitmentDiscountStatus = of.Status,
        HasResource = of.Resource,
        Source = new SourceKey("bill"),
        Tags = of.Team is null ? TagSet.Empty : TagSet.Of([KeyValuePair.Create("team", of.Team)]),
    };

    private static Match Account(int number) => new(new Dictionary<string, IReadOnlyList<string>> { ["subAccountId"] = [$"a{number.ToString(CultureInfo.InvariantCulture)}"] });

    private AllocationConfig Rules(string[] teams)
    {
        var rules = new List<AllocationRule>();
        if (_random.Next(2) == 0) rules.Add(new AllocationRule { Name = "one", When = Of("Shared one"), Split = Split(teams, _random.Next(3) == 0 ? ["pool:two", teams[0]] : []) });
        if (rules.Count > 0 || _random.Next(2) == 0) rules.Add(new AllocationRule { Name = "two", When = Of("Shared two"), Split = Split(teams, []) });
        if (_random.Next(4) == 0) rules.Add(new AllocationRule { Name = "kept", When = Of("Database"), Central = true });
        return new AllocationConfig
        {
            Rules = rules,
            CreditsCentral = _random.Next(2) == 0,
            AccountFirst = _random.Next(2) == 0,
            Metrics = new Dictionary<string, IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal>>
            {
                ["hours"] = teams.ToDictionary(team => (Month, new TeamId(team)), _ => (decimal)_random.Next(0, 5_000) / 7m),
            },
        };
    }

    private static Match Of(string service) => new(new Dictionary<string, IReadOnlyList<string>> { ["service"] = [service] });

    private Split Split(string[] teams, string[] among)
    {
        var none = new Dictionary<string, decimal>();
        if (among.Length > 0) return new Split(SplitMethod.Even, among, none);
        return _random.Next(4) switch
        {
            0 => new Split(SplitMethod.Even, [], none, ActiveOnly: _random.Next(2) == 0),
            1 => new Split(SplitMethod.Cost, [], none),
            2 => new Split(SplitMethod.Usage, [], none, "hours"),
            _ => new Split(SplitMethod.Fixed, [], LargestRemainder.Split(100m, [.. teams.Select(_ => (decimal)_random.Next(1, 9))], 2).Select((share, i) => (teams[i], share)).ToDictionary(each => each.Item1, each => each.share)),
        };
    }

    private Charge[] Provider(string name, string[] teams)
    {
        Currency currency = Currencies[_random.Next(Currencies.Length)];
        // A provider that names no invoice has one; others have up to two.
        bool named = _random.Next(4) > 0;
        return Enumerable.Range(0, _random.Next(1, 25)).Select(_ => One(name, named ? $"{name}-{_random.Next(2).ToString(CultureInfo.InvariantCulture)}" : null, currency, teams)).ToArray();
    }

    private Charge One(string provider, string? invoice, Currency currency, string[] teams)
    {
        Int128 amount = Amount();
        string category = _random.Next(10) switch { 0 => "Tax", 1 => "Credit", 2 => "Adjustment", 3 => "Purchase", _ => "Usage" };
        string? commitment = category is "Usage" or "Purchase" && _random.Next(3) == 0 ? $"c{_random.Next(2).ToString(CultureInfo.InvariantCulture)}" : null;
        string? status = category == "Usage" && commitment is not null ? _random.Next(3) == 0 ? "Unused" : "Used" : null;
        if (category == "Credit") amount = -Int128.Abs(amount);
        (Int128 billed, Int128 effective) = (category, commitment, status) switch
        {
            ("Purchase", not null, _) => (amount, (Int128)0),
            (_, _, not null) => ((Int128)0, amount),
            _ => (amount, amount),
        };
        return new Charge(
            provider, invoice, currency, _random.Next(6) == 0 ? null : $"a{_random.Next(4).ToString(CultureInfo.InvariantCulture)}", Services[_random.Next(Services.Length)], category,
            category is "Usage" or "Adjustment" && _random.Next(8) == 0 ? "Correction" : null, commitment, status, _random.Next(3) == 0 ? null : teams[_random.Next(teams.Length)], _random.Next(3) > 0, billed, effective);
    }

    // Any number of decimals up to ten, refunds among them.
    private Int128 Amount()
    {
        Int128 unit = 1;
        for (int i = _random.Next(0, 11); i < 18; i++) unit *= 10;
        return (Int128)_random.NextInt64(-2_000, 100_000) * unit * (unit > 1_000_000_000_000_000 ? 1 : 1_000);
    }
}
