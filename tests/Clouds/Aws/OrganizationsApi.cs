using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>AWS Organizations: the accounts of the file.</summary>
internal sealed class OrganizationsApi(CloudSwitches switches, Func<IReadOnlyList<Charge>> charges)
{
    public JsonObject Answer(string operation, JsonObject request)
    {
        if (operation != "ListAccounts") throw new AwsFault("UnknownOperationException", operation);
        (string Id, string Name)[] accounts = [.. charges().Select(charge => (charge["SubAccountId"], charge["SubAccountName"])).Distinct().OrderBy(account => account.Item1, StringComparer.Ordinal)];
        Pages pages = Pages.Of(request, "NextToken", switches, accounts.Length);
        return pages.Token(new JsonObject
        {
            ["Accounts"] = new JsonArray([.. accounts.Skip(pages.From).Take(pages.Count).Select(account => (JsonNode)new JsonObject
            {
                ["Id"] = account.Id,
                ["Arn"] = $"arn:aws:organizations::111122223333:account/o-exampleorgid/{account.Id}",
                ["Email"] = $"{account.Id}@acme.example",
                ["Name"] = account.Name.Length > 0 ? account.Name : account.Id,
                ["State"] = "ACTIVE",
                ["JoinedMethod"] = "CREATED",
            })]),
        });
    }
}
