using System.Globalization;
using System.Text.Json;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class CostShowTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    // Zebra's own: 10 + 2.50 of i-1, 7.123456789012345678 of i-2, 0.40 of a meter; of the network's 30.02 the half, 15.01: 35.033456789012345678 USD. In EUR 3 of vm-1 and the half of 1.
    [Theory]
    [InlineData("resource", "(no resource)|0.40|USD", "(shared cost)|15.01|USD", "i-1|12.50|USD", "i-2|7.123456789012345678|USD", "(shared cost)|0.5|EUR", "vm-1|3|EUR")]
    [InlineData("resource,service", "(no resource)/Own|0.40|USD", "(shared cost)/Net|15.01|USD", "i-1/Disk|2.50|USD", "i-1/Own|10|USD", "i-2/Own|7.123456789012345678|USD", "(shared cost)/Net|0.5|EUR", "vm-1/Own|3|EUR")]
    [InlineData("tag:env", "(no env)|0.40|USD", "(shared cost)|15.01|USD", "prod|19.623456789012345678|USD", "(shared cost)|0.5|EUR", "prod|3|EUR")]
    [InlineData("team,skuId", "zebra/(no skuId)|20.023456789012345678|USD", "zebra/(shared cost)|15.01|USD", "zebra/(no skuId)|3|EUR", "zebra/(shared cost)|0.5|EUR")]
    public async Task Show_TeamByWhatOnlyLinesKnow_AddsUpToTheTeamToTheLastDigit(string by, params string[] expected)
    {
        await ImportAsync();

        JsonElement[] whole = await RowsAsync("cost", "show", "--team", "zebra", "--period", "2026-10"), rows = await RowsAsync("cost", "show", "--team", "zebra", "--by", by, "--period", "2026-10");

        Assert.Equal([35.033456789012345678m, 3.5m], new[] { "USD", "EUR" }.Select(code => Sum(whole, code)));
        Assert.Equal(new[] { "USD", "EUR" }.Select(code => Sum(whole, code)), new[] { "USD", "EUR" }.Select(code => Sum(rows, code)));
        string[] keys = [.. by.Split(',').Select(each => each switch { "resource" => "resourceId", "service" => "serviceName", _ => each })];
        Assert.Equal(
            expected.Select(Parsed).Order(), rows.Select(row => (string.Join('/', keys.Select(key => row.GetProperty(key).GetString())), Amount(row), row.GetProperty("currency").GetString()!)).Order());
    }

    [Fact]
    public async Task Show_TeamByResource_InEveryFormatAndConvertedAndCompared()
    {
        await ImportAsync();
        _home.Write("rates/actual/all.csv", "month,from,to,rate,source\n2026-10,EUR,USD,1.10,bank\n");

        foreach (string format in (string[])["table", "csv", "tsv", "jsonl", "markdown", "html"])
            Assert.Contains("(shared cost)", (await OkAsync("cost", "show", "--team", "zebra", "--by", "resource", "--period", "2026-10", "-o", format)), StringComparison.Ordinal);
        string file = _home.File("resources.xlsx");
        await OkAsync("cost", "show", "--team", "zebra", "--by", "resource", "--period", "2026-10", "-o", "xlsx", "--out", file);
        Assert.Equal((byte)'P', (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[0]);

        // 3 EUR of vm-1 are 3.30 USD, and the half euro of the network 0.55.
        JsonElement[] converted = await RowsAsync("cost", "show", "--team", "zebra", "--by", "resource", "--period", "2026-10", "--currency", "USD");
        Assert.Equal((3.30m, 15.56m), (Amount(converted.Single(row => row.GetProperty("resourceId").GetString() == "vm-1")), Amount(converted.Single(row => row.GetProperty("resourceId").GetString() == "(shared cost)"))));
        Assert.Equal([12.50m], (await RowsAsync("cost", "show", "--team", "zebra", "--by", "service,resource", "--where", "resource=i-1", "--period", "2026-10")).GroupBy(row => row.GetProperty("resourceId").GetString()).Select(group => group.Sum(Amount)));
        Assert.Contains("vm-1", await OkAsync("cost", "diff", "--team", "zebra", "--by", "resource", "--period", "2026-10", "--compare", "2026-09"), StringComparison.Ordinal);
    }

    private async Task ImportAsync()
    {
        foreach (string team in (string[])["zebra", "other"])
            _home.Write($"teams/{team}.yaml", $"apiVersion: costguard/v1\nkind: Team\nmetadata: {{ name: {team}, title: {team} }}\nspec:\n  owner: {team}@acme.test\n  effectiveFrom: 2026-01\n");
        _home.Write("allocation/rules.yaml", """
            apiVersion: costguard/v1
            kind: AllocationRules
            metadata: { name: rules }
            spec:
              order:
                - { name: tags, when: { tag.team: "*" }, assign: { byTag: team } }
                - { name: network, when: { service: Net }, split: { by: even, among: all } }

            """);
        string[] rows =
        [
            Row("zebra", "prod", "Own", "i-1", "10.00"), Row("zebra", "prod", "Disk", "i-1", "2.50"), Row("zebra", "prod", "Own", "i-2", "7.123456789012345678"), Row("zebra", "", "Own", "", "0.40"),
            Row("zebra", "prod", "Own", "vm-1", "3", "EUR"), Row("other", "prod", "Own", "i-9", "44"), Row("", "", "Net", "nat-1", "30.02"), Row("", "", "Net", "nat-2", "1", "EUR"),
        ];
        string file = _home.Write("focus.csv", "BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,ResourceId,ChargeCategory,Tags\n" + string.Concat(rows));
        await OkAsync("import", file, "--source", "bill");
    }

    private static string Row(string team, string env, string service, string resource, string cost, string currency = "USD")
    {
        string tags = string.Join(',', new[] { ("team", team), ("env", env) }.Where(tag => tag.Item2.Length > 0).Select(tag => $"\"\"{tag.Item1}\"\":\"\"{tag.Item2}\"\""));
        return $"2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-10T00:00:00Z,2026-10-11T00:00:00Z,{currency},{cost},{cost},{service},11,{resource},Usage,\"{{{tags}}}\"\n";
    }

    private async Task<string> OkAsync(params string[] arguments)
    {
        (int code, string text, string error) = await _home.RunAsync(arguments);
        Assert.True(code == 0, error);
        return text;
    }

    private async Task<JsonElement[]> RowsAsync(params string[] arguments) => [.. JsonDocument.Parse(await OkAsync([.. arguments, "-o", "json"])).RootElement.GetProperty("items").EnumerateArray()];

    private static decimal Sum(JsonElement[] rows, string currency) => rows.Where(row => row.GetProperty("currency").GetString() == currency).Sum(Amount);

    private static decimal Amount(JsonElement row) => decimal.Parse(row.GetProperty("effectiveCost").ToString(), CultureInfo.InvariantCulture);

    private static (string Keys, decimal Amount, string Currency) Parsed(string text) => text.Split('|') is [var keys, var amount, var currency] ? (keys, decimal.Parse(amount, CultureInfo.InvariantCulture), currency) : throw new FormatException(text);
}
