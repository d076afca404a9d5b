using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

/// <summary>A month of Azure from the simulated billing API: collected, fetched, reconciled to 0.00, billed again, matched by hand.</summary>
public sealed class InvoiceCommandTests : IDisposable
{
    private const string Account = "ab12:cd34_2019-05-31";

    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    /// <summary>31 days of 10.01 in two subscriptions are 620.62; less 20.00 of prepayment 600.62 are due before 19 % tax of 620.62, 117.92. Costs by query name no invoice.</summary>
    [Fact]
    public async Task Fetch_AzureMonthByQuery_ReconcilesAndStaysSoWhenBilledAgain()
    {
        await using CloudHost clouds = await AzureAsync();
        clouds.Switches.Prepaid = 20m;
        Connect(clouds, "api: query, scope: subscriptions, costs: actual, groupBy: \"SubscriptionId, ServiceName\"");
        await OkAsync("collect", "--since", "2026-10", "--as-of", "2026-11-16T07:00:00Z");
        clouds.Switches.PageSize = 1;

        Assert.Contains("1 of 1 invoices are new", await OkAsync("invoice", "fetch", "--period", "2026-10", "--by", "ann@acme.test"), StringComparison.Ordinal);
        Assert.Contains("0 of 1 invoices are new; 1 were recorded already", await OkAsync("invoice", "fetch", "--period", "2026-10", "--by", "bob@acme.test"), StringComparison.Ordinal);
        Assert.Equal("G1 600.62 117.92 620.62 -20 0", Figures(Assert.Single(await ItemsAsync("invoice", "list", "--period", "2026-10"))));
        Assert.Contains("2026-10 is complete, tied and allocated", await OkAsync("period", "reconcile", "2026-10", "--dry-run", "--by", "ann@acme.test"), StringComparison.Ordinal);

        clouds.Switches.Rebilled.Add("G1");
        (int code, _, string error) = await _home.RunAsync("invoice", "fetch", "--period", "2026-10", "--by", "ann@acme.test");
        Assert.Equal(9, code);
        Assert.Contains("Invoice G1 is recorded as 2026-10, 2026-11-08, net 600.62, tax 117.92 EUR, credits -20, void now: it stays as recorded, since --replace was not given.", error, StringComparison.Ordinal);
        await OkAsync("invoice", "fetch", "--period", "2026-10", "--replace", "--by", "ann@acme.test");
        Assert.Equal("G1-R 600.62 117.92 620.62 -20 0", Figures(Assert.Single(await ItemsAsync("invoice", "list", "--period", "2026-10"))));
    }

    [Fact]
    public async Task Match_ChargesOfAnInvoiceThatWasBilledAgain_CountOnceAPersonSaysSo()
    {
        await using CloudHost clouds = await AzureAsync();
        clouds.Switches.Rebilled.Add("G1");
        Connect(clouds, "export: \"https://acme.blob.example/costs\"", "usage: { endpoint: \"" + clouds.Address + "\" }");
        await OkAsync("import", _home.Path + "/focus.csv", "--source", "bill");
        await OkAsync("invoice", "fetch", "--period", "2026-10", "--by", "ann@acme.test");

        JsonElement open = Assert.Single(await ItemsAsync("invoice", "match", "--period", "2026-10"));
        Assert.Equal(("? SUGGESTED", "G1", "G1-R"), (Text(open, "state"), Text(open, "invoiceId"), Text(open, "invoice")));
        Assert.Equal("equal amount, billed in place of G1, same billing account, same issuer, same provider, same month", Text(open, "why"));
        Assert.Equal(["G1 -620.62", "G1-R 620.62"], (await ItemsAsync("invoice", "list", "--period", "2026-10")).Select(each => $"{Text(each, "invoice")} {Text(each, "unexplained")}"));
        Assert.Equal(6, (await _home.RunAsync("period", "reconcile", "2026-10", "--dry-run", "--by", "ann@acme.test")).Code);

        string name = Text(open, "charges")!;
        Assert.Equal(2, (await _home.RunAsync("invoice", "match", "G1-R", "--charges", name, "--by", "ann@acme.test")).Code);
        Assert.Contains("TIES", await OkAsync("invoice", "match", "G1-R", "--charges", name, "--text", "billed anew on 8 Nov", "--by", "ann@acme.test"), StringComparison.Ordinal);
        Assert.Equal("G1-R 620.62 117.92 620.62 0 0", Figures(Assert.Single(await ItemsAsync("invoice", "list", "--period", "2026-10"))));
        Assert.Contains("billed anew on 8 Nov", await OkAsync("invoice", "show", "G1-R"), StringComparison.Ordinal);
        Assert.Contains("2026-10 is complete, tied and allocated", await OkAsync("period", "reconcile", "2026-10", "--dry-run", "--by", "ann@acme.test"), StringComparison.Ordinal);

        JsonElement matched = Assert.Single(await ItemsAsync("invoice", "match", "--period", "2026-10"));
        Assert.Equal(("✓ MATCHED", "ann@acme.test"), (Text(matched, "state"), Text(matched, "by")));
        await OkAsync("invoice", "unmatch", "1", "--by", "ann@acme.test");
        Assert.Equal(2, (await ItemsAsync("invoice", "list", "--period", "2026-10")).Length);
    }

    /// <summary>One connection of two that is refused keeps nothing of the other from being recorded; when all are, it is that refusal.</summary>
    [Fact]
    public async Task Fetch_OneOfTwoIsRefused_RecordsTheOther()
    {
        await using CloudHost clouds = await AzureAsync();
        Connect(clouds, "export: \"https://acme.blob.example/costs\"", "usage: { endpoint: \"" + clouds.Address + "\" }");
        _home.Write("connections/zoe.yaml", (await File.ReadAllTextAsync(_home.Path + "/connections/acme.yaml", TestContext.Current.CancellationToken)).Replace("name: acme", "name: zoe", StringComparison.Ordinal).Replace(Account, "nobody", StringComparison.Ordinal));

        (int code, string text, string error) = await _home.RunAsync("invoice", "fetch", "--period", "2026-10", "--by", "ann@acme.test");
        Assert.Equal(7, code);
        Assert.Contains("1 of 1 invoices are new", text, StringComparison.Ordinal);
        Assert.Contains("Error CG27", error, StringComparison.Ordinal);
        Assert.Equal("G1", Text(Assert.Single(await ItemsAsync("invoice", "list", "--period", "2026-10")), "invoice"));

        Assert.Equal(2, (await _home.RunAsync("invoice", "fetch", "zoe", "--period", "2026-10", "--by", "ann@acme.test")).Code);
    }

    /// <summary>Acme gives 620.62 without prepayment; zoe, another connection of the account, 600.62 with 20.00 of it. Nobody is believed until a person types what is right.</summary>
    [Fact]
    public async Task Fetch_TwoConnectionsContradict_IsKeptToldAndSettledByAPerson()
    {
        await using CloudHost clouds = await AzureAsync();
        Connect(clouds, "api: query, scope: subscriptions, costs: actual, groupBy: \"SubscriptionId, ServiceName\"");
        await OkAsync("collect", "--since", "2026-10", "--as-of", "2026-11-16T07:00:00Z");
        await OkAsync("invoice", "fetch", "--period", "2026-10", "--by", "ann@acme.test");
        clouds.Switches.Prepaid = 20m;
        _home.Write("connections/zoe.yaml", (await File.ReadAllTextAsync(_home.Path + "/connections/acme.yaml", TestContext.Current.CancellationToken)).Replace("name: acme", "name: zoe", StringComparison.Ordinal));

        (int code, string text, string error) = await _home.RunAsync("invoice", "fetch", "zoe", "--period", "2026-10", "--replace", "--by", "ann@acme.test");
        Assert.Equal(9, code);
        Assert.Contains("0 of 1 invoices are new; 1 were recorded already", text, StringComparison.Ordinal);
        Assert.Contains("CG2735", error, StringComparison.Ordinal);
        Assert.Contains("acme states 2026-10, 2026-11-08, net 620.62, tax 117.92 EUR, issued by Microsoft; zoe states 2026-10, 2026-11-08, net 600.62, tax 117.92 EUR, credits -20, issued by Microsoft.", error, StringComparison.Ordinal);
        JsonElement listed = Assert.Single(await ItemsAsync("invoice", "list", "--period", "2026-10"));
        Assert.Equal(("G1 620.62 117.92 620.62 0 0", "✗ CONTRADICTED"), (Figures(listed), Text(listed, "result")));
        Assert.Contains("G1 is stated otherwise by zoe", await OkAsync("invoice", "list", "--period", "2026-10"), StringComparison.Ordinal);
        Assert.Equal("connection zoe", Text(Assert.Single(await ItemsAsync("invoice", "show", "G1"), row => Text(row, "part") == "stated otherwise"), "by"));
        Assert.Contains("CG2735", (await _home.RunAsync("collect", "acme", "--as-of", "2026-11-16T07:00:00Z")).Error, StringComparison.Ordinal);
        (code, text, _) = await _home.RunAsync("period", "reconcile", "2026-10", "--dry-run", "--by", "ann@acme.test");
        Assert.Equal(6, code);
        Assert.Contains("acme states net 620.62 EUR, zoe net 600.62 EUR", text, StringComparison.Ordinal);

        await OkAsync("invoice", "remove", "G1", "--by", "ann@acme.test");
        await OkAsync("invoice", "add", "G1", "--period", "2026-10", "--date", "2026-11-08", "--currency", "EUR", "--net", "620.62", "--tax", "117.92", "--account", Account, "--by", "ann@acme.test");
        (code, _, error) = await _home.RunAsync("invoice", "fetch", "--period", "2026-10", "--replace", "--by", "ann@acme.test");
        Assert.Equal(9, code);
        Assert.Contains("it stays as recorded, since it was typed or imported by ann@acme.test", error, StringComparison.Ordinal);
        Assert.Equal(("620.62", "✓ TIES"), Assert.Single(await ItemsAsync("invoice", "list", "--period", "2026-10")) is var typed ? (Text(typed, "net"), Text(typed, "result")) : default);
        Assert.Contains("2026-10 is complete, tied and allocated", await OkAsync("period", "reconcile", "2026-10", "--dry-run", "--by", "ann@acme.test"), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).ToString();

    private static string Figures(JsonElement item) => string.Join(' ', ((string[])["invoice", "net", "tax", "billedCost", "credits", "unexplained"]).Select(name => Text(item, name)));

    private void Connect(CloudHost clouds, string source, string more = "rejectedRowsMax: 0") => _home.Write("connections/acme.yaml", $$"""
        apiVersion: costguard/v1
        kind: Connection
        metadata: { name: acme }
        spec:
          provider: azure
          auth: { tenantId: 00000000-0000-4000-8000-00000000000a, clientId: 00000000-0000-4000-8000-00000000000b, clientSecret: example, authority: "{{clouds.Address}}" }
          source: { {{source}}, billingAccount: "{{Account}}"{{(source.StartsWith("api", StringComparison.Ordinal) ? $", endpoint: \"{clouds.Address}\"" : "")}} }
          {{more}}

        """);

    private async Task<CloudHost> AzureAsync()
    {
        var text = new StringBuilder("BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ListCost,ContractedCost,ServiceName,SubAccountId,SubAccountName,BillingAccountId,ChargeCategory,InvoiceId,ProviderName,InvoiceIssuerName\n");
        for (DateOnly day = new(2026, 10, 1); day.Month == 10; day = day.AddDays(1))
        {
            foreach (string subscription in (string[])["sub-a", "sub-b"])
                text.Append(CultureInfo.InvariantCulture, $"2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,{day:yyyy-MM-dd}T00:00:00Z,{day.AddDays(1):yyyy-MM-dd}T00:00:00Z,EUR,10.01,10.01,10.01,10.01,Storage,{subscription},{subscription},{Account},Usage,G1,Microsoft,Microsoft\n");
        }

        string file = _home.Write("focus.csv", text.ToString());
        CloudHost clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        await clouds.ServeAsync(file, TestContext.Current.CancellationToken);
        clouds.Switches.Today = new DateOnly(2026, 11, 16);
        return clouds;
    }

    private async Task<string> OkAsync(params string[] arguments)
    {
        (int code, string text, string error) = await _home.RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}:\n{error}{text}");
        return text;
    }

    private async Task<JsonElement[]> ItemsAsync(params string[] arguments) => [.. JsonDocument.Parse(await OkAsync([.. arguments, "-o", "json"])).RootElement.GetProperty("items").EnumerateArray()];
}
