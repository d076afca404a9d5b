using System.CommandLine;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Cli.Commands;

/// <summary>costguard connection policy NAME|PROVIDER.</summary>
public static class ConnectionPolicy
{
    public static Command Build(Verbs verbs)
    {
        var what = new Argument<string>("NAME") { Description = "Connection, or a provider: aws, azure, folder." };
        var with = new Option<string[]>("--with") { Description = "Further tiers: crosscheck, invoices, native-budgets, anomalies, usage.", HelpName = "TIER,…", AllowMultipleArgumentsPerToken = true };
        return verbs.Make("policy", "Print the least rights that a connection needs, ready to paste, and the reason of each.", [what, with], (session, _) =>
        {
            string name = session.Arguments.GetValue(what)!;
            Connection? connection = session.Configuration.Connections.FirstOrDefault(connection => connection.Name == name);
            string provider = connection?.Provider ?? name;
            IAccessPolicy policy = session.RoomsOf<IAccessPolicy>().FirstOrDefault(policy => policy.Provider == provider)
                ?? throw new CostGuardException(8, CommandErrors.BadArgument.At(connection is null
                    ? $"'{name}' is neither a connection nor a provider with a policy."
                    : $"Connection '{name}' reads {provider}, which needs no policy: give this user the right to read the files."));
            HashSet<string> tiers = [.. (session.Arguments.GetValue(with) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
            string[] unknown = [.. tiers.Where(tier => !policy.Extras.Contains(tier))];
            if (unknown.Length > 0) throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{unknown[0]}' is no tier of {provider}. There are: {string.Join(", ", policy.Extras)}."));
            // The policy alone goes to standard output, so that it can be piped; the reasons are for the reader.
            session.Screen.Line(policy.Text(connection, tiers));
            foreach (string reason in policy.Reasons(tiers)) session.Screen.Note(reason);
            return Task.FromResult(0);
        });
    }
}
