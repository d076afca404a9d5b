using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The demo: the whole line on a whole company, by the commands a person types.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Demo_WholeLine_TiesReportsMailsAndGoesAway()
    {
        using Product product = await DemoHomes.FullAsync();
        Answer demo = await DemoHomes.ToldAsync();
        Assert.Contains("every control total ties", demo.Out, StringComparison.Ordinal);

        JsonElement check = (await product.OkAsync("budget", "check", "--period", "2026-11", "-o", "json")).Json;
        Assert.Equal(5, check.GetProperty("items").GetArrayLength());
        Assert.Equal("2026-11-15", check.GetProperty("dataThrough").GetString());

        // One month was restated, by 212.40, and both versions are there.
        JsonElement[] loads = [.. (await product.OkAsync("load", "list", "--all", "-o", "json")).Json.GetProperty("items").EnumerateArray()
            .Where(load => load.GetProperty("source").GetString() == "acme-aws" && load.GetProperty("period").GetString() == "2026-10")];
        Assert.Equal(2, loads.Length);
        string[] billed = [.. loads.Select(load => load.GetProperty("billedCost").GetString()!).OrderBy(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(212.40m, decimal.Parse(billed[1], System.Globalization.CultureInfo.InvariantCulture) - decimal.Parse(billed[0], System.Globalization.CultureInfo.InvariantCulture));

        // Questions that only the lines can answer, over all months, say the same total.
        string[] totals = [await TotalAsync(product, "team"), await TotalAsync(product, "resource"), await TotalAsync(product, "rawTag:team"), await TotalAsync(product, "tag:team")];
        Assert.Single(totals.Distinct());

        // Same snapshot, same bytes.
        string[] hashes = [await ReportAsync(product), await ReportAsync(product)];
        Assert.Equal(hashes[0], hashes[1]);

        // The very mails of the demo are not queued a second time.
        Answer again = await product.RunAsync("mail", "send", "weekly-team", "--period", "2026-11");
        Assert.DoesNotContain("Queued:", again.Out, StringComparison.Ordinal);
        // Four digests, since one person leads Web and Mobile, and the finance report.
        string[] mails = [.. Directory.GetFiles(Path.Combine(product.Home, "data", "out", "mail"), "*.eml", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
        Assert.Equal(5, mails.Count(mail => !mail.StartsWith("budget-alert-", StringComparison.Ordinal)));
        // Half of a budget is passed in any month's second half, and one lead has one mail.
        Assert.InRange(mails.Count(mail => mail.StartsWith("budget-alert-", StringComparison.Ordinal)), 1, 4);

        Assert.Equal(5, (await product.RunAsync("budget", "check", "--period", "2026-11", "--as-of", "2026-12-24")).ExitCode);
        await product.OkAsync("demo", "remove");
        Assert.False(Directory.Exists(product.Home));
    }

    private static async Task<string> TotalAsync(Product product, string by)
    {
        JsonElement answer = (await product.OkAsync("cost", "show", "--by", by, "--period", "all", "-o", "json")).Json;
        return answer.GetProperty("items").EnumerateArray()
            .Sum(item => decimal.Parse(item.GetProperty("effectiveCost").GetString()!, System.Globalization.CultureInfo.InvariantCulture))
            .ToString("0.############", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Plan_ChangedRule_SaysWhatMovesAndWritesNothing()
    {
        using Product product = await DemoHomes.FullAsync();
        string before = (await product.OkAsync("cost", "show", "--by", "team", "--period", "2026-10", "-o", "json")).Out;
        string rules = Path.Combine(product.Home, "allocation", "rules.yaml");
        await File.WriteAllTextAsync(rules, (await File.ReadAllTextAsync(rules, TestContext.Current.CancellationToken))
            .Replace("    - name: support\n", "    - name: sandbox\n      when: { aws.account: [\"111122220009\"] }\n      assign: web\n    - name: support\n", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        JsonElement plan = (await product.OkAsync("plan", "-o", "json")).Json;
        JsonElement sandbox = (await product.OkAsync("cost", "show", "--where", "subAccountId=111122220009", "--period", "2026-10", "-o", "json")).Json;

        JsonElement moved = Assert.Single(plan.GetProperty("items").EnumerateArray(), item => item.GetProperty("period").GetString() == "2026-10"
            && item.GetProperty("from").GetString() == "unallocated" && item.GetProperty("to").GetString() == "web");
        Assert.Equal(sandbox.GetProperty("items")[0].GetProperty("effectiveCost").GetString(), moved.GetProperty("effectiveCost").GetString());
        Assert.NotEqual(before, (await product.OkAsync("cost", "show", "--by", "team", "--period", "2026-10", "-o", "json")).Out);
    }

    private static async Task<string> ReportAsync(Product product)
    {
        string path = (await product.OkAsync("report", "run", "--period", "2026-11")).Out.Trim();
        return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)));
    }
}
