using System.CommandLine;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Commands;

/// <summary>costguard explain TERM or CODE: glossary and error codes, offline.</summary>
public static class ExplainCommand
{
    public static Command Build(Verbs verbs)
    {
        var topic = new Argument<string?>("TOPIC") { Description = "An error code (CG1003), a term (billed cost), or exit-codes. Without it: what there is.", Arity = ArgumentArity.ZeroOrOne };
        return verbs.Make("explain", "Explain an error code, a term or the exit codes, offline.", [topic], (session, _) =>
        {
            if (session.Arguments.GetValue(topic) is not { } asked) return Task.FromResult(ListAll(session));
            if (ErrorCatalog.Find(asked) is { } error)
            {
                session.Screen.Line($"{error.Code}: {error.Title}\n\n{error.Why}\n\nWhat to do: {error.Fix}");
                return Task.FromResult(0);
            }

            if (Glossary.Find(asked) is { } term)
            {
                session.Screen.Line($"{term.Name}\n\n{term.Meaning}");
                return Task.FromResult(0);
            }

            throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is nothing about '{asked}'. Near: {Near(asked)}."));
        });
    }

    private static int ListAll(Session session)
    {
        session.Screen.Line("Terms");
        foreach (Term term in Glossary.All) session.Screen.Line($"  {term.Name}");
        session.Screen.Line("\nError codes");
        foreach (ErrorInfo error in ErrorCatalog.All) session.Screen.Line($"  {error.Code}  {error.Title}");
        return 0;
    }

    private static string Near(string asked) => string.Join(", ", Glossary.All.Select(term => term.Name)
        .Concat(ErrorCatalog.All.Select(error => error.Code))
        .OrderByDescending(name => name.Intersect(asked, EqualityComparer<char>.Default).Count())
        .ThenBy(name => Math.Abs(name.Length - asked.Length))
        .Take(3));
}
