using System.Text;

namespace ActorProxy.Admin.Palettes.Abstractions;

/// <summary>Splits a typed line into words.</summary>
public static class CommandLineWords
{
    /// <summary>
    /// Splits at white space. Double or single quotes keep white space together; a backslash takes the next character as it is, except within
    /// single quotes.
    /// </summary>
    /// <exception cref="CommandUsageException">A quote is not closed.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var inWord = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                inWord = true;
            }
            else if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else
                    word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                quote = c;
                inWord = true;
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
                inWord = true;
            }
            else if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }

        if (quote != '\0')
            throw new CommandUsageException($"the quote {quote} is not closed");

        if (inWord)
            words.Add(word.ToString());

        return words;
    }
}
