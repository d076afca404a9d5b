using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CostGuard.Integration.Close;

/// <summary>A home whose February is reconciled, with a mail server, an endpoint, and two readers of the finance report who want it differently.</summary>
internal static class ClosingHome
{
    public const string Month = "2025-02";
    public static readonly string[] Close = ["period", "close", Month, "--by", "cfo@acme.test"];
    public static readonly string[] Readers = ["finance@acme.test", "ann@acme.test"];

    public static void Make(string home, int smtpPort, string hook)
    {
        CostGuardProgram.Ok(home, "init", "--no-input");
        Write(home, "appsettings.json", JsonSerializer.Serialize(new
        {
            CostGuard = new { Mail = new { Host = "127.0.0.1", Port = smtpPort, Tls = "None", From = "costguard@acme.test" }, Webhooks = new { AllowPrivateNetworks = true } },
        }));
        Write(home, "notifications/routing.yaml", "apiVersion: costguard/v1\nkind: Routing\nmetadata: { name: routing }\nspec:\n  finance: [finance@acme.test, ann@acme.test]\n");
        Write(home, "notifications/preferences/ann.yaml", "apiVersion: costguard/v1\nkind: Preferences\nmetadata: { name: ann }\nspec:\n  person: ann@acme.test\n  plainText: true\n");
        Write(home, "webhooks/bus.yaml", $"apiVersion: costguard/v1\nkind: Webhook\nmetadata: {{ name: bus }}\nspec:\n  format: standard\n  url: {hook}\n  secrets: [{{ secretRef: \"file:{Write(home, "hook.key", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")}\" }}]\n");
        Write(home, "reports/journal.yaml", "apiVersion: costguard/v1\nkind: Journal\nmetadata: { name: journal }\nspec:\n  expense: \"6540\"\n  payable: \"2000\"\n");
        Write(home, "teams/web.yaml", "apiVersion: costguard/v1\nkind: Team\nmetadata: { name: web, title: Web }\nspec:\n  owner: lead@acme.test\n  effectiveFrom: 2025-01\n  match:\n    - aws.account: [\"acct-1\"]\n");
        Write(home, "budgets/web.yaml", "apiVersion: costguard/v1\nkind: Budget\nmetadata: { name: web-monthly }\nspec:\n  team: web\n  currency: USD\n  amounts: { 2025-02: 50 }\n");
        CostGuardProgram.Ok(home, "import", Write(home, "bill.csv", Bill()), "--source", "bill");
        CostGuardProgram.Ok(home, "invoice", "add", "INV-1", "--period", Month, "--date", "2025-03-03", "--currency", "USD", "--net", "56.00", "--tax", "0.00", "--by", "fin@acme.test");
        CostGuardProgram.Ok(home, "period", "reconcile", Month, "--by", "fin@acme.test");
    }

    public static string Reports(string home) => Path.Combine(home, "data", "out", "reports", Month);

    public static void Copy(string from, string to)
    {
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }

    private static string Write(string home, string file, string text)
    {
        string path = Path.Combine(home, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    // Two accounts, 28 days of 1.00: 28 of team web, 28 of nobody.
    private static string Bill()
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 28; day++)
        {
            for (int account = 1; account <= 2; account++)
                text.Append(CultureInfo.InvariantCulture, $"1.00,1.00,USD,2025-02-01T00:00:00Z,2025-02-{day:00}T00:00:00Z,2025-02-{day:00}T01:00:00Z,Usage,Compute,acct-{account},INV-1\n");
        }

        return text.ToString();
    }
}
