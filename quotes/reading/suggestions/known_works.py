"""First years of much-cited works of labour and revolutionary history, known from elsewhere.

An edition's imprint is no date of the words; for these works the year of writing or of first
publication is well known, and suggested as ``inferred``. A title counts only with its author.
"""

from __future__ import annotations

from ..language.names import surname
from ..language.titles import fold_title, short_title
from ..results import Evidence, Work

# Surnames | short title | first year (EDTF): written, else first published
_TABLE = """
arshinov | History of the Makhnovist Movement | 1923
bakunin | God and the State | 1871
bakunin | Statism and Anarchy | 1873
bebel | Woman and Socialism | 1879
berkman | The Bolshevik Myth | 1925
berkman | Prison Memoirs of an Anarchist | 1912
berkman | The Russian Tragedy | 1922
berkman | The Kronstadt Rebellion | 1922
berkman | What is Communist Anarchism | 1929
bernstein | Evolutionary Socialism | 1899
borkenau | The Spanish Cockpit | 1937
bookchin | Post-Scarcity Anarchism | 1971
bookchin | The Spanish Anarchists | 1977
brenan | The Spanish Labyrinth | 1943
brinton | The Bolsheviks and Workers’ Control | 1970
bukharin | The ABC of Communism | 1920
carr | The Bolshevik Revolution | 1950/1953
ciliga | The Russian Enigma | 1938
ciliga | The Kronstadt Revolt | 1938
cliff | State Capitalism in Russia | 1955
cole | A Short History of the British Working Class Movement | 1925/1927
dangerfield | The Strange Death of Liberal England | 1935
djilas | The New Class | 1957
engels | The Condition of the Working Class in England | 1845
engels | On Authority | 1872
engels | Anti-Dühring | 1877/1878
engels | Socialism: Utopian and Scientific | 1880
engels | The Origin of the Family, Private Property and the State | 1884
godwin | Enquiry Concerning Political Justice | 1793
goldman | Anarchism and Other Essays | 1910
goldman | My Disillusionment in Russia | 1923
goldman | Living My Life | 1931
gramsci | Prison Notebooks | 1929/1935
guerin | Anarchism: From Theory to Practice | 1965
hammond | The Town Labourer | 1917
hammond | The Village Labourer | 1911
hammond | The Skilled Labourer | 1919
henson | History of the Framework Knitters | 1831
kautsky | The Class Struggle | 1892
kautsky | The Road to Power | 1909
kautsky | The Dictatorship of the Proletariat | 1918
kautsky | Terrorism and Communism | 1919
kollontai | The Workers’ Opposition | 1921
kropotkin | The Conquest of Bread | 1892
kropotkin | Fields, Factories and Workshops | 1898
kropotkin | Memoirs of a Revolutionist | 1899
kropotkin | Mutual Aid | 1902
kropotkin | The Great French Revolution | 1909
kropotkin | Modern Science and Anarchism | 1901
kropotkin | Words of a Rebel | 1885
lassalle | Workers’ Programme | 1862
lenin | What is to be Done | 1902
lenin | One Step Forward, Two Steps Back | 1904
lenin | Two Tactics of Social Democracy | 1905
lenin | Imperialism, the Highest Stage of Capitalism | 1916
lenin | The State and Revolution | 1917
lenin | Can the Bolsheviks Retain State Power | 1917
lenin | The April Theses | 1917
lenin | The Immediate Tasks of the Soviet Government | 1918
lenin | The Proletarian Revolution and the Renegade Kautsky | 1918
lenin | Left-Wing Communism: An Infantile Disorder | 1920
levine | Syndicalism in France | 1912
luxemburg | Reform or Revolution | 1899
luxemburg | Organisational Questions of Russian Social Democracy | 1904
luxemburg | The Mass Strike | 1906
luxemburg | The Accumulation of Capital | 1913
luxemburg | The Junius Pamphlet | 1915
luxemburg | The Russian Revolution | 1918
malatesta | Anarchy | 1891
mann | Memoirs | 1923
mann | From Single Tax to Syndicalism | 1913
martov | The State and the Socialist Revolution | 1918/1923
marx | The Poverty of Philosophy | 1847
marx | The Class Struggles in France | 1850
marx | The Eighteenth Brumaire of Louis Bonaparte | 1852
marx | Capital | 1867
marx | The Civil War in France | 1871
marx | Critique of the Gotha Programme | 1875
marx engels | The German Ideology | 1845/1846
marx engels | Communist Manifesto | 1848
marx engels | Manifesto of the Communist Party | 1848
mett | The Kronstadt Commune | 1938
mett | The Kronstadt Uprising | 1938
maximoff | The Guillotine at Work | 1940
michels | Political Parties | 1911
mill | On Liberty | 1859
morris | News from Nowhere | 1890
morton tate | The British Labour Movement | 1956
orwell | Homage to Catalonia | 1938
owen | A New View of Society | 1813
paine | Rights of Man | 1791
pannekoek | Workers’ Councils | 1946
pelloutier | Histoire des Bourses du Travail | 1902
plekhanov | Anarchism and Socialism | 1894
pouget | Sabotage | 1898
proudhon | What is Property | 1840
proudhon | System of Economical Contradictions | 1846
proudhon | General Idea of the Revolution | 1851
proudhon | The Principle of Federation | 1863
ransome | Russia in 1919 | 1919
ransome | Six Weeks in Russia | 1919
reed | Ten Days that Shook the World | 1919
rocker | Anarcho-Syndicalism | 1938
rocker | Nationalism and Culture | 1937
rousseau | The Social Contract | 1762
russell | The Practice and Theory of Bolshevism | 1920
russell | Roads to Freedom | 1918
serge | Memoirs of a Revolutionary | 1942/1943
serge | Year One of the Russian Revolution | 1930
serge | From Lenin to Stalin | 1937
serge | Destiny of a Revolution | 1937
smith | The Wealth of Nations | 1776
sorel | Reflections on Violence | 1906
souchy | The Tragic Week in May | 1937
stalin | Foundations of Leninism | 1924
steinberg | In the Workshop of the Revolution | 1953
stirner | The Ego and Its Own | 1844
sukhanov | The Russian Revolution 1917 | 1922
tawney | The Acquisitive Society | 1920
thompson | The Making of the English Working Class | 1963
tocqueville | Democracy in America | 1835
tressell | The Ragged Trousered Philanthropists | 1914
trotsky | Our Political Tasks | 1904
trotsky | Results and Prospects | 1906
trotsky | Terrorism and Communism | 1920
trotsky | The New Course | 1923
trotsky | Lessons of October | 1924
trotsky | My Life | 1929
trotsky | The Permanent Revolution | 1929
trotsky | The History of the Russian Revolution | 1930/1932
trotsky | The Revolution Betrayed | 1936
trotsky | Their Morals and Ours | 1938
trotsky | In Defence of Marxism | 1939/1940
ure | The Philosophy of Manufactures | 1835
voline | The Unknown Revolution | 1947
webb | The History of Trade Unionism | 1894
webb | Industrial Democracy | 1897
zetkin | Reminiscences of Lenin | 1924
"""

_FIRST: dict[str, list[tuple[frozenset[str], str, str]]] = {}
for _line in _TABLE.strip().splitlines():
    _names, _title, _year = (part.strip() for part in _line.split(" | "))
    for _key in {fold_title(_title), fold_title(short_title(_title))}:
        _FIRST.setdefault(_key, []).append((frozenset(_names.split()), _title, _year))


def first_year_of(work: Work) -> Evidence:
    """The known first year of a classic, for its author only; empty for any other work.

    >>> first_year_of(Work(authors=("Karl Marx",), title="Capital")).value
    '1867'
    """
    authors = {surname(author) for author in work.authors}
    title = work.title.split(" (")[0]
    for key in (fold_title(title), fold_title(short_title(title)), fold_title(title.split(",")[0])):
        for names, _, year in _FIRST.get(key, []):
            if authors & names:
                reason = f"first published or written in {year.replace('/', '–')}"
                return Evidence(year, reason, 0.7, "inferred")
    return Evidence()
