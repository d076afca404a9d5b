using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CostGuard.Clouds.Faults;
using Xunit;

namespace CostGuard.Integration.Months;

/// <summary>A home with one connection, collected by the built program, which is killed once; and what the program then tells of the month.</summary>
internal sealed class MonthHome : IDisposable
{
    private static readonly string[] Collect = ["collect", "acme", "--since", BigMonth.Period, "--as-of", "2025-07-01T06:00:00Z"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("costguard-month-");

    public MonthHome()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CostGuardProgram.Ok(Path, "init", "--no-input");
    }

    public string Path => System.IO.Path.Combine(_root.FullName, "home");

    /// <summary>A file beside the home.</summary>
    public string Beside(string name) => System.IO.Path.Combine(_root.FullName, name);

    /// <summary>Writes the connection: the lines under <c>spec</c>.</summary>
    public void Connect(string spec) =>
        File.WriteAllText(System.IO.Path.Combine(Path, "connections", "acme.yaml"), $"apiVersion: costguard/v1\nkind: Connection\nmetadata: {{ name: acme }}\nspec:\n{spec}\n");

    /// <summary>
    /// Begins to collect and dies as by kill -9 while the call of that number waits for its answer: nothing may be stored then. Collects again, to the end.
    /// </summary>
    /// <param name="switches">What holds the call.</param>
    /// <param name="calls">What counts it.</param>
    /// <param name="number">The call, counted from the first of this run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CollectKilledAndAgainAsync(CloudSwitches switches, CallLog calls, int number, CancellationToken cancellationToken)
    {
        switches.HeldFrom = calls.Begun + number;
        using (Process process = CostGuardProgram.Start(Path, Collect))
        {
            while (calls.Begun < switches.HeldFrom)
            {
                Assert.False(process.HasExited, $"The collection ended before it could be killed: {(process.HasExited ? await process.StandardError.ReadToEndAsync(cancellationToken) : "")}");
                await Task.Delay(5, cancellationToken);
            }

            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
        }

        switches.HeldFrom = int.MaxValue;
        Assert.Empty(Items("load", "list"));
        CostGuardProgram.Ok(Path, Collect);
        string fetched = System.IO.Path.Combine(Path, "data", "collecting");
        Assert.Empty(Directory.Exists(fetched) ? Directory.EnumerateFileSystemEntries(fetched) : []);
    }

    /// <summary>What the program tells, under the names of <see cref="BigMonth.Totals"/>.</summary>
    public Dictionary<string, (decimal Billed, decimal Effective)> Totals()
    {
        var found = new Dictionary<string, (decimal Billed, decimal Effective)>(StringComparer.Ordinal);
        foreach (bool effective in (bool[])[false, true])
        {
            string metric = effective ? "effective" : "billed";
            foreach (JsonElement item in Items("cost", "show", "--by", "service", "--by", "subAccountId", "--by", "tag:team", "--by", "day", "--metric", metric, "--period", BigMonth.Period))
            {
                string key = string.Join(" | ", item.EnumerateObject().Take(4).Select(cell => cell.Value.GetString() ?? ""));
                decimal cost = decimal.Parse(item.GetProperty(metric + "Cost").GetString()!, CultureInfo.InvariantCulture);
                (decimal billed, decimal other) = found.GetValueOrDefault(key);
                found[key] = effective ? (billed, other + cost) : (billed + cost, other);
            }
        }

        return found;
    }

    public void Dispose() => _root.Delete(recursive: true);

    private JsonElement[] Items(params string[] arguments) =>
        [.. JsonDocument.Parse(CostGuardProgram.Ok(Path, [.. arguments, "-o", "json"])).RootElement.GetProperty("items").EnumerateArray()];
}
