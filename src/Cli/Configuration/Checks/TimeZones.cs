using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Checks;

/// <summary>Time zones are IANA names, known on this machine.</summary>
public static class TimeZones
{
    public static void Check(ScalarNode zone, List<Problem> problems)
    {
        // .NET resolves Windows names on every system, which hides that other tools and databases do not. "UTC" is a name in both worlds.
        if (zone.Text != "UTC" && TimeZoneInfo.TryConvertWindowsIdToIanaId(zone.Text, out string? iana))
        {
            problems.Add(zone.At.Report(
                ConfigurationErrors.WindowsTimeZone, $"\"{zone.Text}\" is a Windows time zone. Its IANA name is \"{iana}\".", fix: $"Write {iana}."));
        }
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out _))
        {
            problems.Add(zone.At.Report(ConfigurationErrors.UnknownTimeZone, $"The time zone \"{zone.Text}\" is not known."));
        }
    }
}
