using System.Globalization;
using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Bench;

/// <summary>Homes that the benches run on: the teams of the generator, a budget for each, a rule or two, and months of bills.</summary>
public static class BenchHome
{
    /// <summary>Months of history, September 2026 the last.</summary>
    public const int Months = 13;

    /// <summary>The day that commands judge by: all data is complete.</summary>
    public const string AsOf = "2026-10-01";

    // generator.sql tags with team-0 to team-63.
    private const int Teams = 64;

    private static string[] TeamNames { get; } = [.. Enumerable.Range(0, Teams).Select(team => string.Create(CultureInfo.InvariantCulture, $"team-{team}"))];

    /// <summary>The months, oldest first.</summary>
    public static BillingPeriod[] History { get; } = [.. Enumerable.Range(0, Months).Select(i => Generator.September.AddMonths(i - Months + 1))];

    /// <summary>A new home as <c>costguard init</c> makes it.</summary>
    public static string Fresh(string folder)
    {
        string home = Path.Combine(folder, "home");
        if (Directory.Exists(home)) Directory.Delete(home, recursive: true);
        Command(folder, "--home", home, "init", "--no-input");
        return home;
    }

    /// <summary>A new home with teams, rules and budgets.</summary>
    public static string Company(string folder)
    {
        string home = Fresh(folder);
        foreach (string team in TeamNames) Put(home, $"teams/{team}.yaml", Team(team));
        Put(home, "budgets/monthly.csv", Budgets());
        WriteRules(home, 0);
        return home;
    }

    /// <summary>The company with thirteen months of <paramref name="rows"/> line items each, the sources then deleted.</summary>
    public static string WithHistory(string folder, long rows)
    {
        string home = Company(folder);
        string bills = Path.Combine(folder, "bills");
        Import(folder, home, [.. History.Select((month, i) => Generator.Make(bills, rows, "parquet", month, i * rows))]);
        Directory.Delete(bills, recursive: true);
        return home;
    }

    /// <summary>Rules that change with <paramref name="version"/>: another account goes to a team, so that all months are allocated anew.</summary>
    public static void WriteRules(string home, int version) => Put(home, "allocation/rules.yaml", string.Create(CultureInfo.InvariantCulture, $$"""
        apiVersion: costguard/v1
        kind: AllocationRules
        metadata:
          name: rules
        spec:
          order:
            - name: by-tag
              when: { tag.team: "*" }
              assign: { byTag: team }
            - name: one-account
              when: { aws.account: ["{{100_000_000_000 + (version * 4_310_987_651L)}}"] }
              assign: team-1
            - name: taxes
              when: { chargeCategory: Tax }
              split: { by: cost, among: all }

        """));

    /// <summary>Imports files, before the measured runs.</summary>
    public static void Import(string folder, string home, params string[] files) => Command(folder, ["--home", home, "import", .. files, "--source", "bench", "-q", "-o", "none"]);

    /// <summary>The flags of the question whose answer is compared with the baseline's total.</summary>
    public static string[] TotalQuestion(string home) =>
        [BenchSettings.Product, "--home", home, "cost", "show", "--by", "team", "--metric", "billed", "--period", "all", "--as-of", AsOf, "-q", "-o", "json"];

    /// <summary>Runs the product, unmeasured, and returns what it printed.</summary>
    public static string Command(string folder, params string[] arguments)
    {
        string log = Path.Combine(folder, "prepare.log");
        Measured made = Measure.Run([BenchSettings.Product, .. arguments], log);
        string said = File.ReadAllText(log);
        return made.ExitCode == 0 ? said : throw new InvalidOperationException($"costguard {string.Join(' ', arguments)} ended with {made.ExitCode}:\n{said}");
    }

    private static string Team(string name) => $$"""
        apiVersion: costguard/v1
        kind: Team
        metadata:
          name: {{name}}
        spec:
          owner: {{name}}@example.com
          effectiveFrom: {{History[0]}}
          match:
            - tag.team: [{{name}}]

        """;

    private static string Budgets()
    {
        var csv = new StringBuilder("team,currency").AppendJoin("", History.Select(month => $",{month}")).Append('\n');
        foreach (string team in TeamNames) csv.Append(team).Append(",USD").Insert(csv.Length, ",1000000", Months).Append('\n');
        return csv.ToString();
    }

    private static void Put(string home, string name, string text)
    {
        string path = Path.Combine(home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
