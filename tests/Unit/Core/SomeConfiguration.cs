using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Core;

/// <summary>A company with nothing but the given connections.</summary>
internal static class SomeConfiguration
{
    public static CostGuardConfiguration Of(params Connection[] connections) => new()
    {
        Home = new HomeFolder("/home-of-acme"),
        Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd },
        Connections = connections,
        MoneyHash = "00",
    };
}
