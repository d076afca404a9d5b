using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>
/// Answers about teams together with what only lines know: resource, SKU, tags. The roll-up knows each team's cost and no resource, lines know the resource
/// and no team; so the rules are asked again whose a line is, and the lines are shown where they add up to the team's direct cost to the last digit. What is
/// shared out to a team has no lines of its own: it is one group. Groups always add up to the team's cost.
/// </summary>
/// <param name="costs">The answers of roll-ups and lines.</param>
/// <param name="owned">Lines with their teams.</param>
/// <param name="rules">The configuration that counts for a month.</param>
/// <param name="isOfLines">True for what only lines know.</param>
public sealed class TeamLineQueries(ICostQueries costs, OwnedLines owned, Func<BillingPeriod, CostGuardConfiguration> rules, Func<Dimension, bool> isOfLines) : ICostQueries
{
    /// <summary>Stands for what is shared out to a team.</summary>
    public const string Shared = "(shared cost)";

    /// <summary>Stands for direct cost whose lines do not add up to it.</summary>
    public const string Untold = "(cannot be told)";

    // A month with more lines takes too much memory to be asked whose each of them is.
    private const long LinesMax = 2_000_000;
    private static readonly string[] OfTeams = ["team", "rule", "pool"];
    private static readonly Dimension Pool = new("pool");
    private readonly SortedDictionary<BillingPeriod, Problem> _problems = [];

    /// <summary>CG1405 for each month whose lines could not tell everything.</summary>
    public IReadOnlyCollection<Problem> Problems => _problems.Values;

    /// <summary>"(no resource)": stands for lines without a value.</summary>
    public static string Without(Dimension dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        return $"(no {dimension.Key ?? dimension.Name})";
    }

    /// <inheritdoc/>
    /// <exception cref="CostGuardException">CG1405, exit code 5: lines are filtered, and do not add up to the team's cost.</exception>
    public async Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        Dimension[] asked = [.. query.By, .. query.Filters.Select(filter => filter.Dimension)];
        if (!query.ByBillingPeriod || !asked.Any(IsOfTeams) || !asked.Any(isOfLines)) return await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
        var groups = new TeamLineGroups();
        IEnumerable<BillingPeriod> months = snapshot.Loads.Select(load => load.Period).Distinct().Order().Where(month => month.FirstDay < query.Days.End && month.Next.FirstDay > query.Days.Start);
        foreach (BillingPeriod month in months) await AddAsync(groups, snapshot, query, month, cancellationToken).ConfigureAwait(false);
        return groups.Rows();
    }

    private static bool IsOfTeams(Dimension dimension) => OfTeams.Contains(dimension.Name, StringComparer.OrdinalIgnoreCase);

    private async Task AddAsync(TeamLineGroups groups, Snapshot snapshot, CostQuery query, BillingPeriod month, CancellationToken cancellationToken)
    {
        Dimension[] known = [.. query.By.Where(each => !isOfLines(each))];
        bool filtersLines = query.Filters.Any(filter => isOfLines(filter.Dimension));
        CostQuery ofRollUp = query with { Days = DayRange.Of(month), By = [.. known, Pool], Filters = [.. query.Filters.Where(filter => !isOfLines(filter.Dimension))] };
        ILookup<bool, CostRow> rows = (await costs.QueryAsync(snapshot, ofRollUp, cancellationToken).ConfigureAwait(false)).ToLookup(row => row.Keys[^1] is null);
        // A filter by what only lines know keeps nothing that has no lines.
        if (!filtersLines)
        {
            foreach (CostRow row in rows[false]) groups.Add(Keys(query, row.Keys, _ => Shared), row);
        }

        if (!rows[true].Any()) return;
        ILookup<string, Line> lines = (await LinesAsync(snapshot, query, month, cancellationToken).ConfigureAwait(false)).ToLookup(line => line.Group, StringComparer.Ordinal);
        foreach (CostRow row in rows[true])
        {
            Line[] own = [.. lines[TeamLineGroups.Id(row.Keys.SkipLast(1), row.Currency)]];
            if (own.Aggregate(default(ExactCosts), (sum, line) => sum + ExactCosts.Of(line.Row.Costs)) == ExactCosts.Of(row.Costs))
            {
                foreach (Line line in own.Where(line => line.IsAsked)) groups.Add(line.Row.Keys, line.Row);
                continue;
            }

            Problem problem = QueryErrors.LinesDoNotTell.At($"Lines of {month} do not say whose they are to the last digit{(IsLarge(snapshot, month) ? ": there are more than 2,000,000" : "")}.");
            if (filtersLines) throw new CostGuardException(5, problem);
            _problems[month] = problem;
            groups.Add(Keys(query, row.Keys, _ => Untold), row);
        }
    }

    private async Task<IEnumerable<Line>> LinesAsync(Snapshot snapshot, CostQuery query, BillingPeriod month, CancellationToken cancellationToken)
    {
        if (IsLarge(snapshot, month)) return [];
        Dimension[] asked = [.. query.By.Concat(query.Filters.Select(filter => filter.Dimension)).Where(each => !IsOfTeams(each)).Distinct()];
        IReadOnlyList<OwnedLine> lines = await owned.ReadAsync(snapshot, rules(month), month, [.. asked.Select(each => each.ToString())], [], cancellationToken).ConfigureAwait(false);
        string? Value(OwnedLine line, Dimension each) => each.Name.ToLowerInvariant() switch
        {
            "team" => line.Whose.Team.Value,
            "rule" => line.Whose.Rule,
            "pool" => null,
            _ => line.Values[Array.IndexOf(asked, each)],
        };
        bool Holds(OwnedLine line, CostFilter filter) => filter.Values.Contains(Value(line, filter.Dimension));
        CostFilter[] known = [.. query.Filters.Where(filter => !isOfLines(filter.Dimension))], own = [.. query.Filters.Where(filter => isOfLines(filter.Dimension))];
        return lines.Where(line => line.Whose.Pool is null && known.All(filter => Holds(line, filter))).Select(line => new Line(
            TeamLineGroups.Id(query.By.Where(each => !isOfLines(each)).Select(each => Value(line, each)), line.Currency),
            new CostRow([.. query.By.Select(each => Value(line, each) ?? (isOfLines(each) ? Without(each) : null))], line.Currency, line.Costs, line.Rows),
            own.All(filter => Holds(line, filter))));
    }

    private IReadOnlyList<string?> Keys(CostQuery query, IReadOnlyList<string?> known, Func<Dimension, string> ofLines)
    {
        int at = 0;
        return [.. query.By.Select(each => isOfLines(each) ? ofLines(each) : known[at++])];
    }

    private static bool IsLarge(Snapshot snapshot, BillingPeriod month) => snapshot.Loads.Where(load => load.Period == month).SelectMany(load => load.Totals).Sum(total => total.Rows) > LinesMax;

    private sealed record Line(string Group, CostRow Row, bool IsAsked);
}
