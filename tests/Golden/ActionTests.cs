using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CostGuard.Golden;

/// <summary>From finding to bill, by the commands that a person types.</summary>
public sealed class ActionTests
{
    /// <summary>
    /// 9.216 a day for an idle machine from August on, next to a busy one that stays. Accepted in October at 280.32 a month (14 days are 129.024, a month of 730 hours is
    /// 280.32); gone on the 20th. A day of 9.216 is 280.512 a month of 30.4375 days: 100.1 % of what was promised.
    /// </summary>
    [Fact]
    public async Task AcceptedDoneVerified_StateOutlivesEveryRun()
    {
        using var product = new Product();
        product.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 18, 7, 0, 0, TimeSpan.Zero));
        await product.OkAsync("init", "--no-input");
        await BillAsync(product, new DateOnly(2026, 10, 17));
        Usage(product, new DateOnly(2026, 10, 17), withIdle: true);
        JsonElement found = Assert.Single(Items(await product.OkAsync("recommend", "list", "-o", "json")));
        string id = found.GetProperty("id").GetString()!, key = found.GetProperty("key").GetString()!;
        Assert.Equal("– OPEN", found.GetProperty("state").GetString());

        Assert.Equal(8, (await product.RunAsync("recommend", "accept", "CG-W05|i-none|")).ExitCode);
        Answer dry = await product.OkAsync("recommend", "accept", id, "--owner", "li@acme.example", "--due", "2026-10-25", "--by", "cto@acme.example", "--dry-run");
        Assert.StartsWith("Would write: i-idle", dry.Out, StringComparison.Ordinal);
        await product.OkAsync("recommend", "accept", id, "--owner", "li@acme.example", "--due", "2026-10-25", "--by", "cto@acme.example");
        Assert.Equal(9, (await product.RunAsync("recommend", "accept", key)).ExitCode);
        Assert.Equal(9, (await product.RunAsync("recommend", "reject", key, "--reason", "no")).ExitCode);

        // Another run: the finding is computed anew, the decision is not.
        JsonElement again = Assert.Single(Items(await product.OkAsync("recommend", "list", "-o", "json")));
        Assert.Equal(("… ACCEPTED", "A-1", "li@acme.example", 280.32m), (again.GetProperty("state").GetString(), again.GetProperty("action").GetString(), again.GetProperty("owner").GetString(), Amount(again, "promised")));
        Assert.Equal(9, (await product.RunAsync("recommend", "verify", "A-1")).ExitCode);
        await product.OkAsync("action", "start", "A-1", "--by", "li@acme.example");

        product.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 1, 7, 0, 0, TimeSpan.Zero));
        Assert.Single(Items(await product.OkAsync("action", "list", "--overdue", "-o", "json")));
        await product.OkAsync("action", "done", "A-1", "--on", "2026-10-20", "--evidence", "https://tickets.example/1", "--by", "li@acme.example");
        await BillAsync(product, new DateOnly(2026, 10, 31));
        Assert.Equal(5, (await product.RunAsync("recommend", "verify", "A-1")).ExitCode);

        product.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 15, 7, 0, 0, TimeSpan.Zero));
        await BillAsync(product, new DateOnly(2026, 11, 14));
        Usage(product, new DateOnly(2026, 11, 14), withIdle: false);
        Assert.Empty(Items(await product.OkAsync("recommend", "list", "-o", "json")));
        await product.OkAsync("recommend", "verify", "--all-done");

        JsonElement action = Assert.Single(Items(await product.OkAsync("action", "list", "-o", "json")));
        Assert.Equal(("✓ DONE", "✓ VERIFIED"), (action.GetProperty("state").GetString(), action.GetProperty("proof").GetString()));
        Assert.Equal((280.32m, 280.51m), (Amount(action, "promised"), decimal.Round(Amount(action, "verified"), 2)));
        string shown = (await product.OkAsync("action", "show", "A-1")).Out;
        foreach (string told in (string[])["action add", "action start", "action done", "recommend verify", "https://tickets.example/1", "cto@acme.example"]) Assert.Contains(told, shown, StringComparison.Ordinal);
        Assert.Contains("UID:A-2.", (await CalendarAsync(product)).Out, StringComparison.Ordinal);
        string finance = (await product.OkAsync("mail", "preview", "finance", "--period", "2026-10")).Out;
        Assert.Matches(@"verified on the bill +1 +280\.51", finance);
    }

    /// <summary>The demo's idle sandbox is "stopped" on paper only: the bill says so. What is rejected or snoozed is asked no more.</summary>
    [Fact]
    public async Task Demo_DecidedAndNotRealised_MailsAndListsFollow()
    {
        using Product product = await DemoHomes.FullAsync();
        JsonElement[] all = Items(await product.OkAsync("recommend", "list", "-o", "json"));
        JsonElement sandbox = all.Single(item => item.GetProperty("resource").GetString()!.EndsWith("sandbox-1", StringComparison.Ordinal));
        JsonElement runners = all.Single(item => item.GetProperty("resource").GetString()!.EndsWith("plat-ci-runners", StringComparison.Ordinal));
        string runnersId = runners.GetProperty("id").GetString()!;
        Assert.Contains($"Id {runnersId}", Flat(await product.OkAsync("mail", "preview", "weekly-team", "--team", "platform")), StringComparison.Ordinal);

        await product.OkAsync("recommend", "reject", runnersId, "--reason", "Nightly builds", "--until", "2026-12-31", "--by", "li@acme.example");
        await product.OkAsync("recommend", "accept", sandbox.GetProperty("id").GetString()!, "--owner", "li@acme.example", "--by", "li@acme.example");
        await product.OkAsync("collect");

        Answer list = await product.OkAsync("recommend", "list");
        Assert.DoesNotContain("plat-ci-runners", list.Out, StringComparison.Ordinal);
        Assert.Contains("1 is rejected or snoozed and not shown", list.Out, StringComparison.Ordinal);
        Assert.Contains("✗ REJECTED", (await product.OkAsync("recommend", "list", "--all")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain(runnersId, Flat(await product.OkAsync("mail", "preview", "weekly-team", "--team", "platform")), StringComparison.Ordinal);
        Assert.Contains("Nightly builds", (await product.OkAsync("recommend", "show", runnersId)).Out, StringComparison.Ordinal);
        Assert.Contains("plat-ci-runners", (await product.OkAsync("recommend", "list", "--as-of", "2027-01-01")).Out, StringComparison.Ordinal);

        await product.OkAsync("action", "done", "A-1", "--on", "2026-10-28");
        Answer verified = await product.RunAsync("recommend", "verify", "A-1");
        Assert.Equal(3, verified.ExitCode);
        Assert.Contains("NOT REALISED", (await product.OkAsync("action", "list")).Out, StringComparison.Ordinal);
    }

    private static async Task<Answer> CalendarAsync(Product product)
    {
        await product.OkAsync("action", "add", "Read the contract again", "--owner", "fin@acme.example", "--type", "governance", "--due", "2026-12-01", "--by", "fin@acme.example");
        return await product.OkAsync("action", "calendar");
    }

    private static JsonElement[] Items(Answer answer) => [.. answer.Json.GetProperty("items").EnumerateArray()];

    private static decimal Amount(JsonElement item, string column) => decimal.Parse(item.GetProperty(column).GetString()!, CultureInfo.InvariantCulture);

    private static string Flat(Answer answer) => string.Join(' ', answer.Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static async Task BillAsync(Product product, DateOnly through)
    {
        for (var month = new DateOnly(2026, 8, 1); month <= through; month = month.AddMonths(1))
        {
            var csv = new StringBuilder("BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,RegionId,SubAccountId,ResourceId,PricingQuantity,PricingUnit,ConsumedQuantity,ConsumedUnit,SkuId,SkuPriceId\n");
            for (DateOnly day = month; day <= through && day < month.AddMonths(1); day = day.AddDays(1))
            {
                foreach (string machine in (string[])["i-idle", "i-busy"])
                {
                    if (machine == "i-idle" && day >= new DateOnly(2026, 10, 20)) continue;
                    csv.Append(CultureInfo.InvariantCulture, $"9.216,9.216,9.216,9.216,USD,{month:yyyy-MM-dd}T00:00:00Z,{month.AddMonths(1):yyyy-MM-dd}T00:00:00Z,{day:yyyy-MM-dd}T00:00:00Z,{day.AddDays(1):yyyy-MM-dd}T00:00:00Z,Usage,Compute,eu-west-1,111122223333,{machine},24,Hours,24,Hours,S,P\n");
                }
            }

            await product.OkAsync("import", product.Write(string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM}.csv"), csv.ToString()), "--source", "lab");
        }
    }

    private static void Usage(Product product, DateOnly through, bool withIdle)
    {
        string[] machines = withIdle ? ["i-idle", "i-busy"] : ["i-busy"];
        product.Write("usage/inventory.csv", "resource_id,provider,kind,type,state,created,tags\n" + string.Concat(machines.Select(machine => $"{machine},aws,machine,m5.2xlarge,running,2026-01-01,\"{{\"\"team\"\":\"\"a\"\"}}\"\n")));
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        for (int back = 13; back >= 0; back--)
        {
            foreach (string machine in machines)
            {
                bool idle = machine == "i-idle";
                metrics.Append(CultureInfo.InvariantCulture, $"{machine},cpu-percent,{through.AddDays(-back):yyyy-MM-dd},{(idle ? 1 : 70)}\n{machine},network-bytes,{through.AddDays(-back):yyyy-MM-dd},{(idle ? 100000 : 100000000000)}\n");
            }
        }

        product.Write("usage/metrics.csv", metrics.ToString());
    }
}
