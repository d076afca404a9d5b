using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Statements of two months: preliminary, final, restated, disputed; by the commands a person types.</summary>
public sealed class StatementTests : IAsyncLifetime
{
    private const string Missing = "111122220003", Finance = "fin@acme.example", Chief = "cfo@acme.example";
    private Product _product = null!;

    public async ValueTask InitializeAsync() => _product = await DemoHomes.MonthsAsync();

    public ValueTask DisposeAsync()
    {
        _product.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Statements_TwoMonths_TieStayAndAreSigned()
    {
        // Before the invoices nobody can tell the difference.
        Answer unknown = await _product.RunAsync("statement", "list", "--period", "2026-09");
        Assert.Equal(5, unknown.ExitCode);
        Assert.Contains("cannot be told", unknown.Out, StringComparison.Ordinal);
        Assert.Contains("! PRELIMINARY", unknown.Out, StringComparison.Ordinal);
        await _product.OkAsync("invoice", "import", _product.File("billing/invoices.csv"), "--by", Finance);
        foreach (string month in (string[])["2026-09", "2026-10"]) await AssertTiesAsync(month, late: 0m);
        Assert.Equal(9, (await _product.RunAsync("statement", "accept", "web", "--period", "2026-09", "--by", "web.lead@acme.example")).ExitCode);

        await CloseAsync("2026-09");
        string[] formats = ["html", "csv", "json", "markdown"];
        byte[][] first = [.. await FilesAsync("first", formats)];
        Assert.Equal(5 * formats.Length, first.Length);

        // An account goes from the closed month, a rule and a title change: the statements do not.
        decimal gone = await RestateAsync("2026-09");
        Replace("allocation/rules.yaml", "      assign: payments", "      assign: web");
        Replace("teams/data.yaml", "title: Data", "title: Data and more");
        Replace("drivers/monthly.csv", "2026-09,web,page-views,49150000,", "2026-09,web,page-views,1,");
        byte[][] again = [.. await FilesAsync("again", formats)];
        Assert.Equal(first.Length, again.Length);
        Assert.All(first.Zip(again), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second)));

        // It is a correction of earlier periods in the next month, on no invoice of it, to the cent.
        Replace("allocation/rules.yaml", "      assign: web", "      assign: payments");
        await AssertTiesAsync("2026-10", late: -gone);
        JsonElement[] data = await RowsAsync("data", "2026-10");
        AssertSplit(data);
        JsonElement correction = Assert.Single(data, row => Text(row, "item") == "2026-09, changed after it was closed");
        Assert.Equal("Corrections of earlier periods", Text(correction, "part"));
        Assert.True(Amount(correction, "billedCost") < 0m);

        // Unit costs compare with what the closed month was closed with. 49,800,000 and 49,150,000 are in the demo's file.
        JsonElement[] views = [.. (await RowsAsync("web", "2026-10")).Where(row => Text(row, "part") == "Unit cost")];
        Assert.Equal(["49800000", "49150000", ""], views.Select(row => Text(row, "quantity")));
        Assert.Equal(Amount(views[0], "amount") - Amount(views[1], "amount"), Amount(views[2], "amount"));

        // Charged once: not in the month after it as well.
        Replace("costguard.yaml", "  metric: effective", "  metric: effective\n  close: { silenceAccepts: true }");
        await CloseAsync("2026-10");
        Assert.DoesNotContain(await RowsAsync("data", "2026-11"), row => Text(row, "item").EndsWith("changed after it was closed", StringComparison.Ordinal));
        await AssertSignedAsync();
    }

    private async Task AssertSignedAsync()
    {
        string[] dispute = ["statement", "dispute", "data", "--period", "2026-10", "--reason", "not our spark", "--by", "data.lead@acme.example", "--line"];
        Assert.Equal(2, (await _product.RunAsync([.. dispute, "999"])).ExitCode);
        Assert.Equal(8, (await _product.RunAsync("statement", "accept", "nobody", "--period", "2026-10", "--by", "x@acme.example")).ExitCode);
        await _product.OkAsync([.. dispute, "1", "--dry-run"]);
        await _product.OkAsync([.. dispute, "1"]);
        await _product.OkAsync("statement", "accept", "web", "--period", "2026-10", "--by", "web.lead@acme.example");
        Assert.Equal(9, (await _product.RunAsync("statement", "accept", "web", "--period", "2026-10", "--by", "web.lead@acme.example")).ExitCode);

        Answer status = await _product.OkAsync("period", "status", "2026-10");
        Assert.Contains("Statements: 1 of 5 statements accepted, data disputed, 3 waiting until 2026-11-26", status.Out, StringComparison.Ordinal);
        JsonElement row = (await _product.OkAsync("statement", "list", "--period", "2026-10", "-o", "json")).Json.GetProperty("items").EnumerateArray().Single(item => Text(item, "number") == "2026-10-data-1");
        Assert.Equal(("▲ DISPUTED", "not our spark", "data.lead@acme.example"), (Text(row, "state"), Text(row, "reason"), Text(row, "by")));
        Assert.Contains("statement dispute", (await _product.OkAsync("period", "audit", "2026-10-data-1")).Out, StringComparison.Ordinal);

        // Ten days after the close the matter is over; silence is no answer unless the company said so when it closed the month: of September it had not.
        _product.Clock.Advance(TimeSpan.FromDays(11));
        Assert.Equal(9, (await _product.RunAsync("statement", "dispute", "mobile", "--period", "2026-10", "--reason", "late", "--line", "1", "--by", "m@acme.example")).ExitCode);
        string september = (await _product.OkAsync("statement", "list", "--period", "2026-09")).Out;
        Assert.Contains("? NO ANSWER", september, StringComparison.Ordinal);
        Assert.DoesNotContain("ACCEPTED BY SILENCE", september, StringComparison.Ordinal);
        Assert.Contains("✓ ACCEPTED BY SILENCE", (await _product.OkAsync("statement", "list", "--period", "2026-10")).Out, StringComparison.Ordinal);
    }

    /// <summary>Statements, central and unallocated cost are what the invoices of the file say, and what closed months changed by.</summary>
    private async Task AssertTiesAsync(string month, decimal late)
    {
        JsonElement list = (await _product.OkAsync("statement", "list", "--period", month, "-o", "json")).Json;
        decimal charged = list.GetProperty("items").EnumerateArray().Sum(item => Amount(item, "billedCost"));
        decimal invoiced = (await File.ReadAllLinesAsync(_product.File("billing/invoices.csv"), TestContext.Current.CancellationToken)).Select(line => line.Split(',')).Where(cells => cells[2] == month)
            .Sum(cells => decimal.Parse(cells[7], CultureInfo.InvariantCulture));
        Assert.Equal(invoiced + decimal.Round(late, 2), charged);
        Assert.Contains("difference to the invoices 0.00", (await _product.OkAsync("statement", "list", "--period", month)).Out, StringComparison.Ordinal);
    }

    /// <summary>Direct cost by application and by environment is the direct cost of the numbered lines, to the cent; the warehouse's tags name no application.</summary>
    private static void AssertSplit(JsonElement[] rows)
    {
        decimal Sum(string part, string column) => rows.Where(row => Text(row, "part") == part).Sum(row => Amount(row, column));
        foreach (string column in (string[])["billedCost", "effectiveCost"])
        {
            Assert.True(Sum("Direct cost", column) > 0m);
            foreach (string by in (string[])["application", "environment"]) Assert.Equal(Sum("Direct cost", column), Sum($"Direct cost by {by}", column));
        }

        Assert.Equal(["lake", "reporting", "spark", "(no application)"], rows.Where(row => Text(row, "part") == "Direct cost by application").Select(row => Text(row, "item")).OrderBy(item => item[0] == '(').ThenBy(item => item, StringComparer.Ordinal));
    }

    private async Task CloseAsync(string month)
    {
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        await _product.OkAsync("period", "reconcile", month, "--by", Finance);
        Answer closed = await _product.OkAsync("period", "close", month, "--by", Chief);
        Assert.Contains("5 statements are final", closed.Out, StringComparison.Ordinal);
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<IEnumerable<byte[]>> FilesAsync(string folder, string[] formats)
    {
        foreach (string format in formats) await _product.OkAsync("statement", "run", "--period", "2026-09", "--out", _product.File(folder), "-o", format);
        return Directory.GetFiles(_product.File(folder)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
    }

    /// <summary>The month's file without one account is collected; what that account was billed.</summary>
    private async Task<decimal> RestateAsync(string month)
    {
        string path = _product.File($"billing/aws/{month}.csv.gz");
        string[] lines;
        using (var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress))) lines = (await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        int billed = Array.IndexOf(lines[0].Split(','), "BilledCost");
        string[] cut = [.. lines.Where(line => line.Contains($"\"{Missing}\"", StringComparison.Ordinal))];
        await using (var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest))) await writer.WriteAsync(string.Join('\n', lines.Except(cut)));
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        await _product.OkAsync("collect", "acme-aws");
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        // No cell before the amount holds a comma.
        return cut.Sum(line => decimal.Parse(line.Split(',').Select(cell => cell.Trim('"')).ElementAt(billed), CultureInfo.InvariantCulture));
    }

    private async Task<JsonElement[]> RowsAsync(string team, string month) =>
        [.. (await _product.OkAsync("statement", "show", team, "--period", month, "-o", "json")).Json.GetProperty("items").EnumerateArray()];

    private void Replace(string file, string before, string after)
    {
        string text = File.ReadAllText(_product.File(file));
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(_product.File(file), text.Replace(before, after, StringComparison.Ordinal));
    }

    private static string Text(JsonElement row, string key) => row.TryGetProperty(key, out JsonElement cell) && cell.ValueKind == JsonValueKind.String ? cell.GetString()! : "";

    private static decimal Amount(JsonElement row, string key) => decimal.Parse(row.GetProperty(key).GetString()!, CultureInfo.InvariantCulture);
}
