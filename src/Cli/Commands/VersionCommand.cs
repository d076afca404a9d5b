using System.CommandLine;
using System.Reflection;

namespace CostGuard.Cli.Commands;

/// <summary>costguard version.</summary>
public static class VersionCommand
{
    public static string Number { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    public static Command Build(Verbs verbs) => verbs.Make("version", "Print the version.", [], (session, _) =>
    {
        session.Screen.Line($"costguard {Number}");
        return Task.FromResult(0);
    });
}
