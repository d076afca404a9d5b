using System.Globalization;
using System.Text.Json;
using CostGuard.Cli;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using DuckDB.NET.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CostGuard.Bench;

/// <summary>P11, P12: dashboard questions over thirteen months in one process, against SQL by hand on the same allocated roll-up; and <c>budget check</c> as a cold process.</summary>
public static class QueryBench
{
    private const int Repetitions = 50;

    public static async Task RunAsync(BenchSettings settings)
    {
        string path = BenchHome.WithHistory(settings.Folder, settings.Rows);
        var home = new HomeFolder(path);
        CostGuardConfiguration configuration = ConfigurationReader.Read(home).Configuration ?? throw new InvalidOperationException("The configuration of the bench has errors.");
        ServiceProvider rooms = RoomServices.Build(home, Surroundings.OfProcess(), () => configuration);
        await using (rooms.ConfigureAwait(false))
        {
            Snapshot snapshot = await rooms.GetRequiredService<ISnapshotStore>().CurrentAsync(configuration, CancellationToken.None).ConfigureAwait(false);
            string allocated = Path.Combine(home.Snapshots, snapshot.Id.Value, "allocated.parquet");
            using DuckDBConnection connection = Yardstick.Open();
            long facts = long.Parse(Yardstick.Scalar(connection, $"SELECT count(*) FROM '{allocated}'"), CultureInfo.InvariantCulture);
            QuestionFigures[] figures = [.. Questions(rooms, snapshot, configuration, allocated).Select(question => question.Measure(connection, Repetitions))];
            Print(settings, facts, figures, BudgetCheck(settings, path));
        }
    }

    private static IEnumerable<Question> Questions(ServiceProvider rooms, Snapshot snapshot, CostGuardConfiguration configuration, string allocated)
    {
        ICostQueries queries = rooms.GetRequiredService<ICostQueries>();
        BudgetService budgets = rooms.GetRequiredService<BudgetService>();
        var month = DayRange.Of(Generator.September);
        var year = DayRange.Of(BenchHome.History[0], Generator.September);
        TeamConfig team = configuration.Teams[0];
        CostFilter[] one = [new CostFilter(new Dimension("team"), [team.Id.Value])];
        string mine = $"x_Team = '{team.Id.Value}'";
        const string September = "x_Period = DATE '2026-09-01'";

        Question Cost(string name, DayRange days, string by, CostFilter[] filters, string keys, string where) => new(
            name,
            () => Wait(queries.QueryAsync(snapshot, new CostQuery(days, [.. by.Split(',').Select(Dimension.Parse)], filters), CancellationToken.None)).Sum(row => row.Costs.Effective),
            Sql(allocated, keys, where));

        yield return Cost("team-mtd-by-service", month, "service", one, "ServiceName", $"{mine} AND {September}");
        CostGuardConfiguration alone = configuration with { Budgets = [configuration.Budgets.First(budget => budget.Team == team.Id)] };
        DateTimeOffset asOf = Generator.September.End;
        yield return new Question(
            "team-budget-status",
            () => Wait(budgets.EvaluateAsync(snapshot, alone, month, asOf, CancellationToken.None))[0].Actual ?? 0m,
            Sql(allocated, "ChargeDay, ChargeCategory", $"{mine} AND {September}"),
            Comparable: false);
        yield return Cost("team-13-months", year, "month", one, "x_Period", mine);
        yield return Cost("all-teams-13-months", year, "team,month", [], "x_Team, x_Period", "true");
        yield return Cost("month-by-team-service-day", month, "team,service,day", [], "x_Team, ServiceName, ChargeDay", September);
    }

    private static string Sql(string allocated, string keys, string where) => $"""
        SELECT {keys}, BillingCurrency, sum(EffectiveCost)::VARCHAR AS EffectiveCost, sum(BilledCost), sum(ListCost), sum(ContractedCost), sum(x_Rows)
        FROM read_parquet('{allocated}') WHERE {where} GROUP BY ALL
        """;

    // Exit code 0 is asked for: whether a generated month is within its budget is beside the point.
    private static Measured BudgetCheck(BenchSettings settings, string home)
    {
        string log = Path.Combine(settings.Folder, "budget.log");
        string[] command = [BenchSettings.Product, "--home", home, "budget", "check", "--period", "2026-09", "--as-of", BenchHome.AsOf, "--fail-on", "never", "--on-stale", "ignore", "-q"];
        Measured[] runs = [.. Enumerable.Range(0, settings.Pairs).Select(_ => Measure.Run(command, log))];
        if (runs.Any(run => run.ExitCode != 0)) throw new InvalidOperationException(File.ReadAllText(log));
        return runs.OrderBy(run => run.WallSeconds).ElementAt(runs.Length / 2);
    }

    private static void Print(BenchSettings settings, long facts, QuestionFigures[] figures, Measured check) => Console.WriteLine(JsonSerializer.Serialize(new
    {
        name = "query",
        rows = settings.Rows * BenchHome.Months,
        facts,
        repetitions = Repetitions,
        questions = figures.ToDictionary(figure => figure.Name, figure => new
        {
            productP50Ms = figure.Product.P50,
            productP95Ms = figure.Product.P95,
            baselineP50Ms = figure.Baseline.P50,
            baselineP95Ms = figure.Baseline.P95,
            ratio = figure.Ratio,
        }),
        budgetCheckCpuSeconds = check.CpuSeconds,
        budgetCheckWallSeconds = check.WallSeconds,
        budgetCheckPeakMib = check.PeakMib,
        cpuRatio = Paired.Round(figures.Sum(figure => figure.Product.CpuMs) / figures.Sum(figure => figure.Baseline.CpuMs)),
        wallRatio = Paired.Round(figures.Sum(figure => figure.Product.P50) / figures.Sum(figure => figure.Baseline.P50)),
    }));

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
