namespace CostGuard.Integration.Collect;

/// <summary>A home with one connection, driven through the built program.</summary>
internal sealed class ExportHome : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("costguard-export-");

    public ExportHome(string connection)
    {
        CostGuardProgram.Ok(Path, "init", "--no-input");
        File.WriteAllText(System.IO.Path.Combine(Path, "connections", "acme.yaml"), $"apiVersion: costguard/v1\nkind: Connection\nmetadata: {{ name: acme }}\nspec:\n{connection}");
    }

    public string Path => System.IO.Path.Combine(_root.FullName, "home");

    public const string Header = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId\n";

    /// <summary>A row of <see cref="Header"/> on the 10th of a month.</summary>
    public static string Row(string month, string cost) =>
        $"{cost},{cost},USD,{month}-01T00:00:00Z,{Next(month)}-01T00:00:00Z,{month}-10T00:00:00Z,{month}-11T00:00:00Z,Usage,Compute,012345678901\n";

    /// <summary>Billed total of a month as the program tells it, exact.</summary>
    public string Billed(string period)
    {
        using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(
            CostGuardProgram.Ok(Path, "cost", "show", "--metric", "billed", "--period", period, "-o", "json"));
        return json.RootElement.GetProperty("totals")[0].GetProperty("billedCost").GetString()!;
    }

    /// <summary>What is left of fetched files: nothing may be.</summary>
    public IEnumerable<string> Leftovers =>
        Directory.Exists(System.IO.Path.Combine(Path, "data", "collecting")) ? Directory.EnumerateFileSystemEntries(System.IO.Path.Combine(Path, "data", "collecting")) : [];

    public void Dispose() => _root.Delete(recursive: true);

    private static string Next(string month) =>
        DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).AddMonths(1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}
