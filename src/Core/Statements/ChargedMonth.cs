using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>
/// A month charged to teams: exact charges, and the same in whole subunits, so that lines add up to teams, and teams with central and unallocated cost to
/// the invoices (domain B.4). Units that are left go to unallocated or central cost, so that no team's total depends on those of others; where there is
/// none to the largest fractions, by team id. Lines of a team get its units by the largest fractions. What corrects closed months is rounded apart, month by month.
/// </summary>
public sealed class ChargedMonth
{
    private static readonly string[] Pseudo = [TeamId.Central.Value, TeamId.Unallocated.Value];
    private readonly ILookup<string, StatementLine> _lines;

    private ChargedMonth(BillingPeriod period, IReadOnlyList<StatementLine> lines, IReadOnlyList<SumCheck> checks)
    {
        (Period, Checks) = (period, checks);
        _lines = lines.ToLookup(line => line.Charge.Team, StringComparer.Ordinal);
        Pools = lines.Where(line => line.Charge.Pool is not null).GroupBy(line => (line.Charge.Pool!, line.Charge.Currency)).ToDictionary(
            group => group.Key, group => (Exact(group.Select(line => line.Charge.Billed)), Exact(group.Select(line => line.Charge.Effective))));
    }

    /// <summary>The month.</summary>
    public BillingPeriod Period { get; }

    /// <summary>The sum check of each currency, by currency.</summary>
    public IReadOnlyList<SumCheck> Checks { get; }

    /// <summary>What each pool held: billed and effective cost, exact.</summary>
    public IReadOnlyDictionary<(string Pool, Currency Currency), (decimal Billed, decimal Effective)> Pools { get; }

    /// <summary>Teams that are charged something, without the pseudo-teams, by id.</summary>
    public IReadOnlyList<string> Teams => [.. _lines.Select(group => group.Key).Except(Pseudo).Order(StringComparer.Ordinal)];

    /// <summary>Lines of a team or pseudo-team, by currency, part and item.</summary>
    public IReadOnlyList<StatementLine> Lines(string team) => [.. _lines[team]];

    /// <summary>What a team or pseudo-team is charged, by currency.</summary>
    public IReadOnlyList<StatementTotal> Totals(string team) =>
        [.. _lines[team].GroupBy(line => line.Charge.Currency).OrderBy(group => group.Key)
            .Select(group => new StatementTotal(group.Key, group.Sum(line => line.Billed), group.Sum(line => line.Effective)))];

    /// <summary>Charges a month.</summary>
    /// <param name="period">The month.</param>
    /// <param name="rows">Groups of <see cref="StatementCharges.By"/>.</param>
    /// <param name="corrections">What changed in closed months and is charged here.</param>
    /// <param name="invoices">The invoices beside the data.</param>
    /// <exception cref="CostGuardException">CG2720, exit code 6: teams and lines of invoices differ.</exception>
    public static ChargedMonth Of(
        BillingPeriod period, IReadOnlyList<CostRow> rows, IReadOnlyList<LateCorrection> corrections, IReadOnlyList<InvoiceStatement> invoices)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(corrections);
        InvoicedAmount[] invoiced = [.. (invoices ?? throw new ArgumentNullException(nameof(invoices))).Select(InvoicedAmount.Of)];
        TeamCharge[] own = StatementCharges.Of(rows), late = StatementCharges.Of(corrections, period);
        var lines = new List<StatementLine>();
        var checks = new List<SumCheck>();
        foreach (Currency currency in own.Concat(late).Select(charge => charge.Currency).Concat(invoiced.Select(each => each.Currency)).Distinct().Order())
        {
            InvoicedAmount[] bills = [.. invoiced.Where(each => each.Currency == currency)];
            TeamCharge[] mine = [.. own.Where(charge => charge.Currency == currency)], corrected = [.. late.Where(charge => charge.Currency == currency)];
            Tie(period, currency, mine, bills);
            // A document of its own in the books, each: rounded apart, so that the books have of every team what its statement says.
            StatementLine[] prior = [.. corrected.GroupBy(charge => charge.Item, StringComparer.Ordinal).SelectMany(month => Round([.. month], currency, null))];
            StatementLine[] rounded = [.. Round(mine, currency, bills.Sum(each => each.Charged)).Concat(prior)
                .OrderBy(line => line.Charge.Team, StringComparer.Ordinal).ThenBy(line => line.Charge.Part).ThenBy(line => line.Charge.Item, StringComparer.Ordinal)];
            lines.AddRange(rounded);
            checks.Add(Check(currency, rounded, bills, prior.Sum(line => line.Billed)));
        }

        return new ChargedMonth(period, lines, checks);
    }

    private static void Tie(BillingPeriod period, Currency currency, TeamCharge[] charges, InvoicedAmount[] bills)
    {
        decimal teams = Exact(charges.Select(charge => charge.Billed)), lines = Exact(bills.Select(each => each.Lines));
        if (teams != lines)
            throw new CostGuardException(6, StatementErrors.DoesNotTie.At($"The teams of {period} add up to {new Money(teams, currency)} billed, the lines of invoices to {new Money(lines, currency)}."));
    }

    private static StatementLine[] Round(TeamCharge[] charges, Currency currency, decimal? billed)
    {
        if (charges.Length == 0) return [];
        TeamCharge[] ordered = [.. charges.OrderBy(charge => charge.Part).ThenBy(charge => charge.Item, StringComparer.Ordinal)];
        IReadOnlyList<decimal> b = TeamRounding.Foot([.. ordered.Select(charge => (charge.Team, charge.Billed))], billed, currency.MinorUnits);
        IReadOnlyList<decimal> e = TeamRounding.Foot([.. ordered.Select(charge => (charge.Team, charge.Effective))], null, currency.MinorUnits);
        return [.. ordered.Select((charge, i) => new StatementLine(charge, b[i], e[i]))];
    }

    private static SumCheck Check(Currency currency, StatementLine[] lines, InvoicedAmount[] bills, decimal correction)
    {
        decimal Of(Func<string, bool> team) => lines.Where(line => team(line.Charge.Team)).Sum(line => line.Billed);
        int missing = bills.Count(each => each.Invoice is null);
        return new SumCheck(
            currency, Of(team => !Pseudo.Contains(team)), Of(team => team == TeamId.Central.Value), Of(team => team == TeamId.Unallocated.Value), correction,
            missing > 0 || bills.Length == 0 ? null : bills.Sum(each => each.Invoice), bills.Sum(each => each.TaxNotCharged), bills.Sum(each => each.Explained), missing);
    }

    private static decimal Exact(IEnumerable<decimal> amounts) => amounts.Aggregate(ExactSum.Zero, (sum, amount) => sum + ExactSum.Of(amount)).ToDecimal();
}
