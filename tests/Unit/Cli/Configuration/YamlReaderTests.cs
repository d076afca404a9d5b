using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class YamlReaderTests
{
    private const string Team = """
        apiVersion: costguard/v1
        kind: Team
        metadata: { name: pay, title: "Pay: ments" }
        spec:
          owner: 'a@acme.test'
          note: |
            two
            lines
          accounts:
            - { provider: aws, ids: ["1", "2"] }
            - provider: azure # the other one

        """;

    [Theory]
    [InlineData("kind: Team\nmetadata: { name: bad3\nspec:\n  owner: a\n", 2, 3)]
    [InlineData("kind: Team\nmetadata: [ name\nspec:\n", 2, 3)]
    [InlineData("kind: Team\nspec: \"open\n", 2, 3)]
    public void Read_BrokenText_IsAProblemOfTheFileAndLine(string text, int from, int to)
    {
        var problems = new List<Problem>();
        YamlReader.Read("teams/bad3.yaml", text, problems);
        Problem problem = Assert.Single(problems);
        Assert.Equal("CG2001", problem.Code);
        Assert.Matches($"^teams/bad3\\.yaml:[{from}-{to}]:", problem.ToString());
    }

    /// <summary>A file that is being typed is broken at each point: whatever is cut off or typed in, nothing else is thrown.</summary>
    [Fact]
    public void Read_TextCutOrTypedIntoAnywhere_NeverThrows()
    {
        int refused = 0;
        for (int at = 0; at <= Team.Length; at++)
        {
            string head = Team[..at], rest = Team[at..];
            foreach (string text in (string[])[head, rest, .. "{}[]:,&*!|>'\"%@`#-?\t\n\0\uFFFF".Select(sign => head + sign + rest), head + "\n---\n" + rest, head + "\n%YAML 99999999999.1\n" + rest, head + "!<" + rest, head + "\"\\UFFFFFFFF\"" + rest])
            {
                var problems = new List<Problem>();
                YamlReader.Read("teams/pay.yaml", text, problems);
                if (problems.Count > 0) refused++;
                Assert.All(problems, problem => Assert.StartsWith("teams/pay.yaml:", problem.ToString(), StringComparison.Ordinal));
            }
        }

        Assert.True(refused > Team.Length, $"{refused} texts were refused");
    }
}
