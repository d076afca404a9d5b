using System.Globalization;
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class TeamWorkbookTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    // Shared cost is split; the account it stands in, the other team, its services, owner, budget and the company's totals are nobody else's business.
    [Fact]
    public async Task Run_Team_HasNothingOfOthersAndTheTeamsBelow()
    {
        Team("zebra", "Zebrawerk", "");
        Team("child", "Childwerk", "\n  parent: zebra");
        Team("other", "Otherwerk", "");
        _home.Write("budgets/2026.csv", "team,currency,2026-10\nother,USD,7777.77\nchild,USD,100\n");
        _home.Write("allocation/rules.yaml", """
            apiVersion: costguard/v1
            kind: AllocationRules
            metadata: { name: rules }
            spec:
              order:
                - { name: tags, when: { tag.team: "*" }, assign: { byTag: team } }
                - { name: network, when: { service: Net }, split: { by: even, among: all } }

            """);
        string[] rows = [Row("zebra", "Own service", "11", "10.00"), Row("child", "Child service", "22", "20.00"), Row("other", "Secret service", "33", "4444.44"), Row("", "Net", "998877665544", "30.00")];
        string file = _home.Write("focus.csv", "BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,Tags\n" + string.Concat(rows));
        (int imported, _, string refused) = await _home.RunAsync("import", file, "--source", "bill");
        Assert.True(imported == 0, refused);

        (int code, string text, string error) = await _home.RunAsync("report", "run", "--period", "2026-10", "--team", "zebra");
        Assert.True(code == 0, error);
        string path = text.Trim();
        (int genuine, _, _) = await _home.RunAsync("report", "verify", path);
        (int none, _, string unknown) = await _home.RunAsync("report", "run", "--period", "2026-10", "--team", "zebr");

        Assert.Equal("costguard-2026-10-zebra-asof-2026-10-10-ESTIMATE.xlsx", Path.GetFileName(path));
        string package = Everything(path);
        foreach (string secret in (string[])["otherwerk", "other@", "Secret service", "4444", "7777", "998877665544", "acct-", "4504.44", "acct33"])
            Assert.DoesNotContain(secret, package, StringComparison.OrdinalIgnoreCase);
        foreach (string own in (string[])["Zebrawerk", "Childwerk", "Own service", "Child service", "(shared)", "network"])
            Assert.Contains(own, package, StringComparison.Ordinal);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(path, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2016).Validate(book, TestContext.Current.CancellationToken).Select(fault => $"{fault.Part?.Uri} {fault.Path?.XPath}: {fault.Description}"));
        Assert.Equal((0, 8), (genuine, none));
        await AssertDefinitionAsync(path, package);
        Assert.Contains("Did you mean \"zebra\"?", unknown, StringComparison.Ordinal);
    }

    // A definition writes the same bytes for each of its teams, and nothing of the company's between them.
    private async Task AssertDefinitionAsync(string path, string package)
    {
        _home.Write("reports/team-books.yaml", "apiVersion: costguard/v1\nkind: Report\nmetadata: { name: team-books }\nspec:\n  workbook: team\n  options: { period: 2026-10 }\n");
        File.Delete(path);
        (int code, string text, string error) = await _home.RunAsync("report", "run", "team-books");
        Assert.True(code == 0, error);
        string[] files = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["costguard-2026-10-child-asof-2026-10-10-ESTIMATE.xlsx", "costguard-2026-10-other-asof-2026-10-10-ESTIMATE.xlsx", "costguard-2026-10-zebra-asof-2026-10-10-ESTIMATE.xlsx"], files.Select(file => Path.GetFileName(file)).Order());
        Assert.Equal(package, Everything(files.Single(file => file.Contains("-zebra-", StringComparison.Ordinal))));
        string child = Everything(files.Single(file => file.Contains("-child-", StringComparison.Ordinal)));
        foreach (string secret in (string[])["zebra", "otherwerk", "other@", "Own service", "Secret service", "7777", "4444", "998877665544"])
            Assert.DoesNotContain(secret, child, StringComparison.OrdinalIgnoreCase);
    }

    private void Team(string id, string title, string more) => _home.Write(
        $"teams/{id}.yaml", $"apiVersion: costguard/v1\nkind: Team\nmetadata: {{ name: {id}, title: {title} }}\nspec:\n  owner: {id}@acme.test\n  effectiveFrom: 2026-01{more}\n");

    private static string Row(string team, string service, string account, string cost) => string.Create(
        CultureInfo.InvariantCulture,
        $"2026-10-01,2026-11-01,2026-10-10,2026-10-11,USD,{cost},{cost},{service},{account},{(account.Length == 2 ? "acct" + account : "acct-shared")},Usage,\"{(team.Length == 0 ? "{}" : $"{{\"\"team\"\":\"\"{team}\"\"}}")}\"\n");

    // Every part of the package as text: strings, sheets, charts with their caches, names, properties.
    private static string Everything(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        return string.Join('\n', zip.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return entry.FullName + "\n" + reader.ReadToEnd();
        }));
    }
}
