using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Cli.Commands;

/// <summary>costguard connection add PROVIDER NAME --set KEY=VALUE --auth KEY=VALUE.</summary>
public static class ConnectionAdd
{
    private static readonly string[] SecretSettings = ["secretAccessKey", "sessionToken", "clientSecret", "connectionString", "externalId", "token"];

    public static Command Build(Verbs verbs)
    {
        var provider = new Argument<string>("PROVIDER") { Description = "folder, aws, azure, gcp or kubernetes." };
        var name = new Argument<string>("NAME") { Description = "Name of the new connection." };
        var path = new Option<string?>("--path") { Description = "Folder with billing files.", HelpName = "DIR" };
        var export = new Option<string?>("--export") { Description = "Where an export is: s3://bucket/prefix, gs://bucket/prefix or https://account.blob.core.windows.net/container/prefix.", HelpName = "URL" };
        var api = new Option<string?>("--api") { Description = "An API instead of an export: cost-explorer, query, opencost.", HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "A further setting of the source.", HelpName = "KEY=VALUE" };
        var role = new Option<string?>("--role-arn") { Description = "AWS role to assume.", HelpName = "ARN" };
        var externalId = new Option<string?>("--external-id") { Description = "Where the external id is: env:NAME or file:PATH.", HelpName = "REF" };
        var auth = new Option<string[]>("--auth") { Description = "A setting of the sign-in; secrets as env:NAME or file:PATH.", HelpName = "KEY=VALUE" };
        var crossCheckOf = new Option<string?>("--cross-check-of") { Description = "Connection that has the same costs: this one is compared with it and never added.", HelpName = "NAME" };
        return verbs.Make("add", "Write a connection's file, check it, and say what to do next.", [provider, name, path, export, api, set, role, externalId, auth, crossCheckOf], (session, _) =>
        {
            ParseResult given = session.Arguments;
            (string, string)[] source = [.. Pair("path", given.GetValue(path)), .. Pair("export", given.GetValue(export)), .. Pair("api", given.GetValue(api)), .. Pairs(given.GetValue(set))];
            (string, string)[] signIn = [.. Pair("assumeRole", given.GetValue(role)), .. Pair("externalId", given.GetValue(externalId)), .. Pairs(given.GetValue(auth))];
            return AddAsync(session, given.GetValue(provider)!, given.GetValue(name)!, source, signIn, given.GetValue(crossCheckOf));
        });
    }

    private static Task<int> AddAsync(Session session, string provider, string name, (string Key, string Value)[] source, (string Key, string Value)[] auth, string? crossCheckOf)
    {
        string file = session.Home.Combine("connections", name + ".yaml");
        if (session.Configuration.Connections.Any(connection => connection.Name == name) || File.Exists(file))
            throw new CostGuardException(9, CommandErrors.BadArgument.At($"There is a connection '{name}' already. Edit connections/{name}.yaml."));
        if (source.Length == 0) throw new CostGuardException(2, CommandErrors.BadArgument.At("Say what to read: --path, --export or --api."));
        foreach ((string key, string value) in auth.Where(pair => SecretSettings.Contains(pair.Key) && !IsReference(pair.Value)))
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"auth.{key} is a secret: put it into a variable or a file and give env:NAME or file:PATH. It is never written into a connection."));
        if (!session.RoomsOf<ICostSource>().Any(one => one.Provider == provider && one.Reads(new Connection { Name = name, Provider = provider, Source = source.ToDictionary(pair => pair.Key, pair => pair.Value) })))
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"No source reads provider '{provider}' with {string.Join(", ", source.Select(pair => pair.Key))}. Providers: {string.Join(", ", session.RoomsOf<ICostSource>().Select(one => one.Provider).Distinct())}."));
        string yaml = ConnectionFile.Write(name, provider, source, auth, crossCheckOf);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, yaml);
        (CostGuardConfiguration? read, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(session.Home);
        if (read is null)
        {
            File.Delete(file);
            Problem[] errors = [.. problems.Where(problem => problem.Severity == Severity.Error)];
            throw new CostGuardException(2, errors[0], [.. errors.Skip(1)]);
        }

        session.Screen.Line($"Wrote connections/{name}.yaml.");
        if (provider != "folder") session.Screen.Line($"The rights it needs:  costguard connection policy {name}");
        session.Screen.Line($"Then examine it:      costguard connection test {name}");
        session.Screen.Line($"What it would read:   costguard collect {name} --dry-run");
        return Task.FromResult(0);
    }

    private static bool IsReference(string value) => value.StartsWith("env:", StringComparison.Ordinal) || value.StartsWith("file:", StringComparison.Ordinal);

    private static IEnumerable<(string, string)> Pair(string key, string? value) => value is null ? [] : [(key, value)];

    private static IEnumerable<(string, string)> Pairs(string[]? texts)
    {
        foreach (string text in texts ?? [])
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{text}' is not of the form KEY=VALUE."));
            yield return (text[..equals], text[(equals + 1)..]);
        }
    }
}
