using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Close;
using CostGuard.Core.Commitments;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Savings;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>Builds the figures of a review once, by the very services that answer the commands, so that no two surfaces can say different ones.</summary>
public sealed class ReviewModelBuilder(
    ICostQueries queries, BudgetService budgets, ChangeService changes, ForecastService forecasts, AnomalyService anomalies, IAnomalyNotes said,
    CommitmentService commitments, FollowUp follow, CloseService closing, ICloseStore book, ISnapshotStore snapshots, TeamUnitCosts unitCosts)
{
    private static readonly Part<ReviewCommitments> NotOfATeam = new(null, "commitments are bought for the whole company");

    /// <summary>The figures of the company, and of each team that gets a pack of its own.</summary>
    /// <exception cref="CostGuardException">CG2746, exit code 5: the month has no data. CG2747, exit code 6: teams and loads differ.</exception>
    public async Task<ReviewModel> BuildAsync(ReviewInput input, CancellationToken cancellationToken)
    {
        if (input.Snapshot.Loads.All(load => load.Period != input.Period)) throw new CostGuardException(5, ReviewErrors.NoData.At($"There is no data of {input.Period}."));
        IReadOnlyList<BudgetStatus> judged = await budgets.EvaluateAsync(input.Snapshot, input.Configuration, DayRange.Of(input.Period), input.AsOf, cancellationToken).ConfigureAwait(false);
        SavingsOverview overview = await follow.ReadAsync(input.Snapshot, input.Configuration, new SavingOptions(), input.Today, cancellationToken).ConfigureAwait(false);
        var sources = new ReviewSources(queries, input);
        ReviewModel whole = await OneAsync(input, judged, overview, sources, cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<ReviewTick> ticks, IReadOnlyList<ReviewStatement> statements, string evidence) = await new ReviewTies(closing, book, input).ReadAsync(cancellationToken).ConfigureAwait(false);
        whole = whole with { Evidence = evidence, Ticks = ticks, Statements = statements, Meeting = ReviewCalendar.Meeting(input.Configuration.Company, input.Period), UnitCosts = await UnitsAsync(input, cancellationToken).ConfigureAwait(false) };
        IReadOnlyList<string>? wanted = input.Configuration.Company.Review.Teams;
        var teams = new List<ReviewModel>();
        foreach (TeamConfig team in input.Configuration.Teams.Where(team => wanted?.Contains(team.Id.Value) ?? true))
        {
            var scope = ReviewScope.Of(team, input.Configuration.Teams);
            ReviewModel own = await OneAsync(input with { Scope = scope }, judged, overview, sources, cancellationToken).ConfigureAwait(false);
            teams.Add(own with
            {
                Before = CutOf(whole.Before, input.Before, scope),
                Ticks = [.. ticks.Select(tick => tick with { Words = [tick.Holds ? "the whole company" : "the whole company; finance has the reasons"] })],
                Meeting = whole.Meeting,
                UnitCosts = [.. whole.UnitCosts.Where(each => scope.Has(each.Team))],
            });
        }

        return whole with { OfTeams = teams };
    }

    private async Task<ReviewUnitCost[]> UnitsAsync(ReviewInput input, CancellationToken cancellationToken)
    {
        CloseBook known = await book.ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<TeamUnitCost> costs = await unitCosts.OfAsync(new StatementQuestion(input.Snapshot, input.Configuration, input.Period, known, [], input.AsOf), cancellationToken).ConfigureAwait(false);
        return [.. costs.OrderByDescending(each => each.Cost.Now.Cost).Select(each => new ReviewUnitCost(each.Team, input.TitleOf(each.Team), each.Cost))];
    }

    private static ReviewBefore? CutOf(ReviewBefore? before, Review? review, ReviewScope scope)
    {
        HashSet<long> own = [.. review?.Entries.Where(scope.Has).Select(entry => entry.Id) ?? []];
        return before is null ? null : before with { Carried = [.. before.Carried.Where(each => own.Contains(each.Id))] };
    }

    private async Task<ReviewModel> OneAsync(ReviewInput input, IReadOnlyList<BudgetStatus> judged, SavingsOverview overview, ReviewSources sources, CancellationToken cancellationToken)
    {
        var costs = new ReviewCosts(queries, snapshots, input);
        var found = new ReviewFindings(input);
        (ReviewTotal total, IReadOnlyList<ReviewTeam> teams) = await costs.TeamsAsync(judged, cancellationToken).ConfigureAwait(false);
        (ChangeWindow before, ChangeWindow after) = Windows(input);
        var deeds = new ReviewDeeds(overview, input);
        return new ReviewModel
        {
            Company = input.Configuration.Company.Company,
            Period = input.Period,
            PeriodStatus = Status(input),
            Currency = input.Configuration.Company.Currency,
            Metric = input.Configuration.Company.Metric,
            Snapshot = input.Snapshot.Id.Value,
            ConfigurationHash = input.Snapshot.ConfigurationHash,
            DataThrough = input.Through,
            AsOf = input.AsOf,
            Version = input.Version,
            Warnings = [.. Warnings(input)],
            Before = input.Scope is null ? deeds.Before() : null,
            Ticks = [],
            Total = total,
            Teams = teams,
            Bridge = await ReviewInput.TellAsync(() => BridgeAsync(input, before, after, cancellationToken)).ConfigureAwait(false),
            Movers = await costs.MoversAsync(before, after, cancellationToken).ConfigureAwait(false),
            Year = await ReviewInput.TellAsync(() => new ReviewOutlook(queries, forecasts, input).ReadAsync(cancellationToken)).ConfigureAwait(false),
            Anomalies = await found.AnomaliesAsync(anomalies, said, sources, cancellationToken).ConfigureAwait(false),
            Allocation = await costs.AllocationAsync(cancellationToken).ConfigureAwait(false),
            Commitments = input.Scope is not null ? NotOfATeam : await ReviewInput.TellAsync(() => found.CommitmentsAsync(commitments, cancellationToken)).ConfigureAwait(false),
            Savings = deeds.Savings(),
            Actions = deeds.Actions(),
            Statements = [],
            Loads = input.Scope is not null ? [] : [.. Loads(input)],
            Sources = [.. (await sources.ReadAsync(cancellationToken).ConfigureAwait(false)).Where(each => input.Has(each.Team))],
            Scope = input.Scope,
            Drivers = input.Configuration.Drivers.Count(each => each.Month == input.Period && input.Has(each.Team.Value)),
        };
    }

    // A month that still runs is held against the same days of the month before.
    private static (ChangeWindow Before, ChangeWindow After) Windows(ReviewInput input)
    {
        var whole = ChangeWindow.Of(input.Period);
        return whole.SoFar(input.Through) ?? (whole.Previous(), whole);
    }

    private async Task<Part<ReviewBridge>> BridgeAsync(ReviewInput input, ChangeWindow before, ChangeWindow after, CancellationToken cancellationToken)
    {
        // In the company's currency, like the figures beside it; what has no rate in one of the months is named.
        Currency currency = input.Configuration.Company.Currency;
        var question = new ChangeQuestion(before, after, input.Filters, input.Configuration.Company.Metric) { Target = currency, Rates = input.Configuration.Rates, KeepsApart = true };
        ChangeAnswer answer = await changes.ExplainAsync(input.Snapshot, question, cancellationToken).ConfigureAwait(false);
        if (answer.Bridges.FirstOrDefault(each => each.Currency == currency) is not { } bridge || input.Snapshot.Loads.All(load => load.Period != input.Period.Previous))
            return new Part<ReviewBridge>(null, $"there is no data of {input.Period.Previous} to compare with");
        return new Part<ReviewBridge>(new ReviewBridge(before.Text, after.Text, bridge.Before, bridge.After, [.. bridge.Causes.Select(cause => new ReviewAmount(cause.Title(), bridge[cause]))])
        {
            LeftOut = [.. answer.Bridges.Where(each => each.Currency != currency).Select(each => new ReviewLeftOut(each.Currency, each.Before, each.After))],
        }, null);
    }

    private static string Status(ReviewInput input) => input.Configuration.Closed.FirstOrDefault(each => each.Period == input.Period) is { } closed
        ? string.Create(CultureInfo.InvariantCulture, $"CLOSED v{closed.Version}")
        : input.AsOf < input.Period.End ? "OPEN (estimate)" : "OPEN (may be restated)";

    private static IEnumerable<string> Warnings(ReviewInput input)
    {
        if (input.Through is not { } through)
        {
            yield return "No source has usage data: nothing here can be judged.";
            yield break;
        }

        string day = through.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (through < input.Period.LastDay) yield return $"Data through {day} only: later days of {input.Period} are missing, not zero.";
        TimeSpan age = input.AsOf - new DateTimeOffset(through.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        if (through >= input.Period.LastDay && age > input.Configuration.Company.WarnAfter)
            yield return string.Create(CultureInfo.InvariantCulture, $"Data is {(int)age.TotalHours} h old (limit {(int)input.Configuration.Company.WarnAfter.TotalHours} h): forecast and anomalies know nothing after {day}.");
    }

    private static IEnumerable<ReviewLoad> Loads(ReviewInput input) => input.Snapshot.Loads.Where(load => load.Period == input.Period).OrderBy(load => load.Source)
        .SelectMany(load => load.Totals.OrderBy(total => total.Currency).Select(total => new ReviewLoad(
            load.Source.Value, load.Id.Value, load.SealedAt, total.Rows, load.DataThrough, total.Currency,
            (input.Configuration.Company.Metric == Core.Focus.CostMetric.Billed ? total.Stored.Billed : total.Stored.Effective).ToDecimal())));
}
