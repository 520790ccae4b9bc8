"""What exercises and benchmark collections hold: a formula as people write it, and the same in SymPy's notation."""

from __future__ import annotations

PLAIN = """
3x^2 - 5x + 7
x^3 - 6x^2 + 11x - 6
(2x - 3)^5
(x^2 + 1)^3*(2x - 1)^4
x^7/7 - x^5/5 + x^3/3 - x
(x + y)^4 - (x - y)^4
x^2*y^3 - 4*x*y + 7*y
x^4 - 2*x^2*y^2 + y^4
(x*y + 1)^2*(x - y)
5
x
7 - y
1/x
1/x^3
(x + 1)/(x - 1)
(x^2 - 1)/(x^2 + 1)
x/(x^2 + y^2 + 1)
(3x - 2y)/(4x + 5y)
(x*y)/(x + y)
1/(1 + x^2)
1/(1 + 1/x)
x/(y/(x + 3))
(x^3 + 2x)/(y^2 + 1)^2
1/(x - y)^2 + 1/(x + y)^2
((x + 1)/(y + 2))^3
sqrt(x^2 + 1)
sqrt(x^2 + y^2)
1/sqrt(x^2 + y^2 + 1)
sqrt(3 + sqrt(2 + sqrt(1 + x^2)))
sqrt(x + 2)*sqrt(y + 3)
(x + 2)^(1/3)
(x^2 + 1)^(2/3)
(x + 3)^1.5/(y + 2)^0.5
x^(2/3) + y^(1/3)
sqrt(x/y + 4)
sin(x)
cos(3x)
tan(x/2)
sin(x^2)
sin(x)^2
cos(x)^3*sin(y)^2
sin(x*y) + cos(x/y)
x*sin(y) - y*cos(x)
x^2*sin(1/x)
sin(cos(tan(x/3)))
sin(x + y)*cos(x - y)
sin(x)/x
(1 - cos(x))/x^2
tan(x)^2 - x*tan(y/2)
sin(x)/(1 + cos(x))
1/sin(x + 2)
1/cos(y)
cos(x)/sin(x)
asin(x/3)
acos(x*y/4)
atan(y/x)
atan(sqrt(x + 1))
x*atan(x) - log(1 + x^2)/2
asin(x/2)*acos(y/2)
exp(x)
exp(-x)
exp(x^2 - y^2)
x^2*exp(-x)
x*exp(-x^2/2 - y^2/2)
exp(x)/(1 + exp(x))
exp(sin(x))
exp(x*y)*cos(x)
(exp(x) - exp(-x))/2
exp(-1/(x^2 + 1))
2^x
3^(x*y)
10^(-x)
0.5^(x + y)
e^x + e^y
e^(-(x - y)^2)
e^(x/2)*sin(y)
(1 + 1/(x + 5))^(x + 5)
(x + 2)^(y + 1)
(x^2 + 1)^x
(2 + sin(x))^cos(y)
log(x + 2)
log(x^2 + y^2 + 1)
log(1 + exp(x))
log(sqrt(x^2 + 1) + x)
x*log(x + 3) - x
log(x + 2)*log(y + 3)
log(log(x + 4))
log((2 + x)/(2 - x))
log(x + 3)/(x + 3)
log(2 + cos(x*y))
sinh(x)
cosh(x*y)
tanh(x - y)
sinh(x)*cosh(y)
tanh(x)^2 + 1/cosh(x)^2
log(cosh(x))
x/tanh(x)
exp(-x)*sinh(y)
abs(x)
abs(x - 3*y)
abs(sin(x))
x*abs(y)
sqrt(abs(x)) + abs(y)^3
log(abs(x*y))
exp(-abs(x + 2*y))
sign(x - 2*y)*x^2
max(x, y)
max(x^2, 3*y, 0.1)
min(x + y, x*y, 5)
max(x, 0)^2 + min(y, 0)
max(sin(x), cos(x))*y
abs(max(x, -y) - 2)
x^2 + x*y + y^2
x^2 - 3*x*y + 5*y^2 - x + 2
x^3 + y^3 - 3*x*y
x^4 + y^4 - 4*x*y + 1
x*y*(1 - x - y)
(x^2 - y)*(x^2 - 3*y)
x^2*y/(x^4 + y^2)
x*y*(x^2 - y^2)/(x^2 + y^2)
(x^2 + 2*y^2)*exp(-x^2 - y^2)
sin(x)*sin(y)*sin(x + y)
x^3 - 3*x*y^2
4 + x - y - x^2/2 - y^2
-(x^2 - 1)^2 - (x^2*y - x - 1)^2
(1 - x)^2 + 100*(y - x^2)^2
(x^2 + y - 11)^2 + (x + y^2 - 7)^2
(x + 2*y - 7)^2 + (2*x + y - 5)^2
0.26*(x^2 + y^2) - 0.48*x*y
(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2
-20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + e + 20
20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)
1 + (x^2 + y^2)/4000 - cos(x)*cos(y/sqrt(2))
sin(3*pi*x)^2 + (x - 1)^2*(1 + sin(3*pi*y)^2) + (y - 1)^2*(1 + sin(2*pi*y)^2)
100*sqrt(abs(y - 0.01*x^2)) + 0.01*abs(x + 10)
(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2
2*x^2 - 1.05*x^4 + x^6/6 + x*y + y^2
-cos(x)*cos(y)*exp(-(x - pi)^2 - (y - pi)^2)
-(y + 47)*sin(sqrt(abs(x/2 + y + 47))) - x*sin(sqrt(abs(x - y - 47)))
sin(x + y) + (x - y)^2 - 1.5*x + 2.5*y + 1
0.5 + (sin(x^2 - y^2)^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2
-abs(sin(x)*cos(y)*exp(abs(1 - sqrt(x^2 + y^2)/pi)))
-0.0001*(abs(sin(x)*sin(y)*exp(abs(100 - sqrt(x^2 + y^2)/pi))) + 1)^0.1
(x^4 - 16*x^2 + 5*x + y^4 - 16*y^2 + 5*y)/2
(y - 5.1*x^2/(4*pi^2) + 5*x/pi - 6)^2 + 10*(1 - 1/(8*pi))*cos(x) + 10
-(1 + cos(12*sqrt(x^2 + y^2)))/((x^2 + y^2)/2 + 2)
x^2 + 2*y^2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7
x^2 + y^2 + 25*(sin(x)^2 + sin(y)^2)
-sin(x)*sin(x^2/pi)^20 - sin(y)*sin(2*y^2/pi)^20
837.9658 - x*sin(sqrt(abs(x))) - y*sin(sqrt(abs(y)))
x^2 + y^2 + (0.5*x + y)^2 + (0.5*x + y)^4
(x - 1)^2 + 2*(2*y^2 - x)^2
(x - 13 + ((5 - y)*y - 2)*y)^2 + (x - 29 + ((y + 1)*y - 14)*y)^2
(1 + (x + y + 1)^2*(19 - 14*x + 3*x^2 - 14*y + 6*x*y + 3*y^2))*(30 + (2*x - 3*y)^2*(18 - 32*x + 12*x^2 + 48*y - 36*x*y + 27*y^2))
3*(1 - x)^2*exp(-x^2 - (y + 1)^2) - 10*(x/5 - x^3 - y^5)*exp(-x^2 - y^2) - exp(-(x + 1)^2 - y^2)/3
cos(x)*sin(y) - x/(y^2 + 1)
abs(x*sin(x) + 0.1*x) + abs(y*sin(y) + 0.1*y)
-exp(-(x^2 + y^2)/2)
(x^2 + y^2)^0.25*(sin(50*(x^2 + y^2)^0.1)^2 + 1)
x^2 - 12*x + 11 + 10*cos(pi*x/2) + 8*sin(5*pi*x/2) - exp(-(y - 0.5)^2/2)/sqrt(5)
log(1 + 3*(y - x^3)^2 + (4/3 - x)^2)
x^2*y - 3*x*y^2 + 4
(x - 2)^2*(y + 1)^3
sqrt(9 - x^2 - y^2)
log(x^2 + y^2)
exp(x)*log(y + 2)
x*exp(y) + y*exp(x)
sin(x)*cosh(y)
exp(-x)*(sin(y) + cos(y))
x*y*exp(-(x^2 + y^2)/2)
(x - y)/(x + y + 4)
atan((x + y)/(1 - x*y))
cos(x^2*y)*sin(y)
1/(x^2 + y^2 + 4)^(3/2)
(1 + x*y)^(1 + y^2)
log(sin(x)^2 + y^2)
tan(x*y/3)*exp(-y)
8*x*y/(3 + x^2)
0.5*9.81*x^2 + 0.5*y^2
1/2*x*y^2
x/(1 + exp(-y))
y^2/(2*(x + 3))
6.674e-11*5.972e24/(6.371e6 + x)^2
2*pi*sqrt((x + 2)/9.81)
exp(-y/(8.314*(x + 300)))
(x + 3)/((x + 3) + 1.7)
4*((1/(x + 3))^12 - (1/(x + 3))^6)
(1 - exp(-1.2*(x - 1)))^2
(x + 2)^1.4*y
8.314*(x + 300)/(y + 5 - 0.04) - 0.36/(y + 5)^2
exp(-(x - 1)^2/(2*0.5^2))/(0.5*sqrt(2*pi))
x*log(2*pi)/2 + (y - 1)^2/(2*exp(x))
-0.7*log(1/(1 + exp(-x))) - 0.3*log(1 - 1/(1 + exp(-x)))
log(exp(x) + exp(y))
exp(x)/(exp(x) + exp(y) + 1)
(tanh(0.5*x + 0.2) - y)^2
max(0, 1 - x*y)
(x - 0.3)^2 + 0.1*(abs(x) + abs(y))
0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))
sqrt(1 + (x/0.7)^2) - 1
log(1 + (x - y)^2/2)
2 + x^2/25 + y^2/16 - cos(3*x)*cos(y/3)
10^6*x^2 + y^2
x^2 + 10^6*y^2
(x + 10*y)^2 + 5*(x - y)^2 + (x - 2*y)^4 + 10*(x - y)^4
(abs(x) + abs(y))*exp(-(sin(x^2) + sin(y^2)))
1 - cos(2*pi*sqrt(x^2 + y^2)) + 0.1*sqrt(x^2 + y^2)
(cos(2*x + 1) + 2*cos(3*x + 2) + 3*cos(4*x + 3))*(cos(2*y + 1) + 2*cos(y*3 + 2))
0.5 + (cos(sin(abs(x^2 - y^2)))^2 - 0.5)/(1 + 0.001*(x^2 + y^2))^2
-(y + 9)*cos(sqrt(abs(y + x/2 + 9)))
sin(x)*exp((1 - cos(y))^2) + cos(y)*exp((1 - sin(x))^2) + (x - y)^2
0.26*(x^2 + y^2) - 0.48*x*y + abs(x + y)^1.5
-exp(0.2*sqrt((x - 1)^2 + (y - 1)^2) + cos(2*x) + sin(2*x))
100*(y - 0.01*x^2 + 1)^2 + 0.01*(x + 10)^2
(x + y)*sin(1/(x^2 + 0.5))
-200*exp(-0.02*sqrt(x^2 + y^2)) + 5*exp(cos(3*x) + sin(3*y))
cos(x*sin(y)) + sin(y*cos(x))
(x^2 + y^2 - x)^2 + x/4
""".strip().splitlines()

NOTATION = {
    "2sin(x)cos(y)": "2*sin(x)*cos(y)",
    "sin^2(x) + cos^2(x)": "sin(x)**2 + cos(x)**2",
    "sin²(x)": "sin(x)**2",
    "exp(−x²/2)": "exp(-x**2/2)",
    "x(y + 1)": "x*(y + 1)",
    "(x + 1)(y − 2)": "(x + 1)*(y - 2)",
    "√(x² + 4)": "sqrt(x**2 + 4)",
    "3·x·y²": "3*x*y**2",
    "1/2x": "x/2",
    "2x²y³": "2*x**2*y**3",
    "-x^2": "-x**2",
    "2^-x": "2**(-x)",
    "x**2**y": "x**(2**y)",
    "|x||y|": "abs(x)*abs(y)",
    "|x − |y||": "abs(x - abs(y))",
    "2|x|y": "2*abs(x)*y",
    "ln(x + 3)": "log(x + 3)",
    "arctan(x) + arcsin(y/2) − arccos(y/3)": "atan(x) + asin(y/2) - acos(y/3)",
    "πx": "pi*x",
    "4x⁻²": "4*x**-2",
    "max(0, x)": "Max(0, x)",
    "hypot(x, y + 3)": "sqrt(x**2 + (y + 3)**2)",
    "atan2(y, x)": "atan2(y, x)",
    "log10(x + 2)": "log(x + 2)/log(10)",
    "sigmoid(2x − y)": "1/(1 + exp(y - 2*x))",
    "softplus(x·y)": "log(1 + exp(x*y))",
    "relu(x)·y": "Max(x, 0)*y",
    "where(x > y, x², y³)": "Piecewise((x**2, x > y), (y**3, True))",
    "sum(i, 1, 4, i·x^i)": "x + 2*x**2 + 3*x**3 + 4*x**4",
    "prod(i, 1, 3, x + i·y)": "(x + y)*(x + 2*y)*(x + 3*y)",
    "mean(i, 0, 2, cos(i·x))": "(1 + cos(x) + cos(2*x))/3",
    "x² + xy + y²": "x**2 + x*y + y**2",
    "3xy² − 2x²y": "3*x*y**2 - 2*x**2*y",
    "sin(2pix) + cos(πxy)": "sin(2*pi*x) + cos(pi*x*y)",
    "xye^(−xy)": "x*y*exp(-x*y)",
    "sum(i, 1, 3, ixy^i)": "x*y + 2*x*y**2 + 3*x*y**3",
    "sec(x) + csc(y)": "1/cos(x) + 1/sin(y)",
    "cot(x·y + 1)·sec²(x)": "cos(x*y + 1)/sin(x*y + 1)/cos(x)**2",
    "sech²(x − y)": "1/cosh(x - y)**2",
    "coth(y) − 1/y + csch(x)": "cosh(y)/sinh(y) - 1/y + 1/sinh(x)",
    "arsinh(x)·y": "asinh(x)*y",
    "arcosh(x + 3) + artanh(y/2)": "acosh(x + 3) + atanh(y/2)",
    "log2(x² + y)": "log(x**2 + y)/log(2)",
    "cbrt(x)·y": "sign(x)*abs(x)**Rational(1, 3)*y",
    "floor(x)·y + ceil(y)·x": "floor(x)*y + ceiling(y)*x",
    "xe^x + ye^(−xy)": "x*exp(x) + y*exp(-x*y)",
    "sgn(x − y)·x": "sign(x - y)*x",
    "sum(x^i/i for i in 1..3) + y": "x + x**2/2 + x**3/3 + y",
}

INDEXED = {
    "sum(i, 1, n, x[i]^2)": "(x1**2) + (x2**2) + (x3**2) + (x4**2)",
    "sum(i, 1, n, i·x[i]²)": "(1*x1**2) + (2*x2**2) + (3*x3**2) + (4*x4**2)",
    "10n + sum(i, 1, n, x[i]² − 10cos(2πx[i]))": "40 + (x1**2 - 10*cos(2*pi*x1)) + (x2**2 - 10*cos(2*pi*x2)) + (x3**2 - 10*cos(2*pi*x3)) + (x4**2 - 10*cos(2*pi*x4))",
    "sum(i, 1, n − 1, 100(x[i+1] − x[i]²)² + (1 − x[i])²)": "(100*(x2-x1**2)**2+(1-x1)**2) + (100*(x3-x2**2)**2+(1-x2)**2) + (100*(x4-x3**2)**2+(1-x3)**2)",
    "-20exp(-0.2sqrt(mean(i, 1, n, x[i]^2))) - exp(mean(i, 1, n, cos(2pi x[i]))) + 20 + e": "-20*exp(-sqrt(((x1**2) + (x2**2) + (x3**2) + (x4**2))/4)/5) - exp(((cos(2*pi*x1)) + (cos(2*pi*x2)) + (cos(2*pi*x3)) + (cos(2*pi*x4)))/4) + 20 + E",
    "1 + sum(i, 1, n, x[i]^2)/4000 - prod(i, 1, n, cos(x[i]/sqrt(i)))": "1 + ((x1**2) + (x2**2) + (x3**2) + (x4**2))/4000 - (cos(x1/sqrt(1))) * (cos(x2/sqrt(2))) * (cos(x3/sqrt(3))) * (cos(x4/sqrt(4)))",
    "sum(i, 1, n, |x[i]|) + prod(i, 1, n, |x[i]|)": "(abs(x1)) + (abs(x2)) + (abs(x3)) + (abs(x4)) + (abs(x1)) * (abs(x2)) * (abs(x3)) * (abs(x4))",
    "sum(i, 1, n, x[i]²) + sum(i, 1, n, 0.5i·x[i])² + sum(i, 1, n, 0.5i·x[i])⁴": "(x1**2) + (x2**2) + (x3**2) + (x4**2) + ((1*x1/2) + (2*x2/2) + (3*x3/2) + (4*x4/2))**2 + ((1*x1/2) + (2*x2/2) + (3*x3/2) + (4*x4/2))**4",
    "(x[1] − 1)² + sum(i, 2, n, i(2x[i]² − x[i−1])²)": "(x1-1)**2 + (2*(2*x2**2-x1)**2) + (3*(2*x3**2-x2)**2) + (4*(2*x4**2-x3)**2)",
    "sum(i, 1, n, (x[i] − 1)²) − sum(i, 2, n, x[i]·x[i−1])": "((x1-1)**2) + ((x2-1)**2) + ((x3-1)**2) + ((x4-1)**2) - ((x2*x1) + (x3*x2) + (x4*x3))",
    "sum(i, 1, n, x[i]⁴ − 16x[i]² + 5x[i])/2": "((x1**4-16*x1**2+5*x1) + (x2**4-16*x2**2+5*x2) + (x3**4-16*x3**2+5*x3) + (x4**4-16*x4**2+5*x4))/2",
    "−sum(i, 1, n, sin(x[i])·sin(i·x[i]²/π)^20)": "-((sin(x1)*sin(1*x1**2/pi)**20) + (sin(x2)*sin(2*x2**2/pi)**20) + (sin(x3)*sin(3*x3**2/pi)**20) + (sin(x4)*sin(4*x4**2/pi)**20))",
    "418.9829n − sum(i, 1, n, x[i]·sin(√(|x[i]|)))": "4189829/Integer(10000)*4 - ((x1*sin(sqrt(abs(x1)))) + (x2*sin(sqrt(abs(x2)))) + (x3*sin(sqrt(abs(x3)))) + (x4*sin(sqrt(abs(x4)))))",
    "sum(i, 1, n, sum(j, 1, n, (x[j] + 0.5i)^2/j))": "((x1+1/Integer(2))**2+(x2+1/Integer(2))**2/2+(x3+1/Integer(2))**2/3+(x4+1/Integer(2))**2/4) + ((x1+2/Integer(2))**2+(x2+2/Integer(2))**2/2+(x3+2/Integer(2))**2/3+(x4+2/Integer(2))**2/4) + ((x1+3/Integer(2))**2+(x2+3/Integer(2))**2/2+(x3+3/Integer(2))**2/3+(x4+3/Integer(2))**2/4) + ((x1+4/Integer(2))**2+(x2+4/Integer(2))**2/2+(x3+4/Integer(2))**2/3+(x4+4/Integer(2))**2/4)",
    "sum(i, 1, n, 10^(6(i − 1)/(n − 1))·x[i]²)": "(10**(6*(1-1)/Integer(3))*x1**2) + (10**(6*(2-1)/Integer(3))*x2**2) + (10**(6*(3-1)/Integer(3))*x3**2) + (10**(6*(4-1)/Integer(3))*x4**2)",
    "x[1]² + 10^6·sum(i, 2, n, x[i]²)": "x1**2 + 10**6*((x2**2) + (x3**2) + (x4**2))",
    "sum(i, 1, n, |x[i]|^(i + 1))": "(abs(x1)**(1+1)) + (abs(x2)**(2+1)) + (abs(x3)**(3+1)) + (abs(x4)**(4+1))",
    "max(x[1], x[2], x[3], x[4])²": "Max(x1,x2,x3,x4)**2",
    "1 − cos(2π·sqrt(sum(i, 1, n, x[i]²))) + 0.1sqrt(sum(i, 1, n, x[i]²))": "1 - cos(2*pi*sqrt((x1**2) + (x2**2) + (x3**2) + (x4**2))) + sqrt((x1**2) + (x2**2) + (x3**2) + (x4**2))/10",
    "sum(i, 1, n, |x[i]·sin(x[i]) + 0.1x[i]|)": "(abs(x1*sin(x1)+x1/10)) + (abs(x2*sin(x2)+x2/10)) + (abs(x3*sin(x3)+x3/10)) + (abs(x4*sin(x4)+x4/10))",
    "log(sum(i, 1, n, exp(x[i])))": "log((exp(x1)) + (exp(x2)) + (exp(x3)) + (exp(x4)))",
    "exp(x[2])/sum(i, 1, n, exp(x[i]))": "exp(x2)/((exp(x1)) + (exp(x2)) + (exp(x3)) + (exp(x4)))",
    "mean(i, 1, n, (x[i] − mean(j, 1, n, x[j]))²)": "(((x1-(x1+x2+x3+x4)/4)**2) + ((x2-(x1+x2+x3+x4)/4)**2) + ((x3-(x1+x2+x3+x4)/4)**2) + ((x4-(x1+x2+x3+x4)/4)**2))/4",
    "sum((x[i] − i)² for i in 1..n)": "((x1-1)**2) + ((x2-2)**2) + ((x3-3)**2) + ((x4-4)**2)",
}
"""Benchmarks in n variables, and what they are in four, written out for SymPy."""

BOOKS = {
    "f(x, y) = x² + xy + y²": "x**2 + x*y + y**2",
    "f(x, y) = x sin y + y cos x": "x*sin(y) + y*cos(x)",
    "z = e^x cos y": "exp(x)*cos(y)",
    "z = ln(x² + y²)": "log(x**2 + y**2)",
    "f(x, y) = x³y² − 2x²y + 3x": "x**3*y**2 - 2*x**2*y + 3*x",
    "f(x,y) = √(4 − x² − 2y²)": "sqrt(4 - x**2 - 2*y**2)",
    "f(x,y) = e^(−x²−y²)": "exp(-x**2 - y**2)",
    "g(x, y) = arctan(y/x)": "atan(y/x)",
    "w = xy e^(x²)": "x*y*exp(x**2)",
    "f(x, y) = (x − y)/(x + y)": "(x - y)/(x + y)",
    "f(x, y) = x^y": "x**y",
    "f(x, y) = ln|x + 2y|": "log(abs(x + 2*y))",
    "f(x, y) = sin² x cos² y": "sin(x)**2*cos(y)**2",
    "f(x, y) = tan(xy)": "tan(x*y)",
    "4x² + 9y² − 8x + 36y + 24": "4*x**2 + 9*y**2 - 8*x + 36*y + 24",
    "½ x² – ⅓ y³": "x**2/2 - y**3/3",
    "3 sin 2x − 4 cos 3y": "3*sin(2*x) - 4*cos(3*y)",
    "x ln x + y ln y": "x*log(x) + y*log(y)",
    "sinh x cosh y": "sinh(x)*cosh(y)",
    "2^x · 3^y": "2**x*3**y",
    "1 ÷ (1 + x² + y²)": "1/(1 + x**2 + y**2)",
    "x²/4 − y²/9": "x**2/4 - y**2/9",
    "(x² + y²)²/(x² − y² + 5)": "(x**2 + y**2)**2/(x**2 - y**2 + 5)",
    "e^(x+y) − e^(x−y)": "exp(x + y) - exp(x - y)",
    "log₂(x² + 1) + log₁₀(y² + 1)": "log(x**2 + 1)/log(2) + log(y**2 + 1)/log(10)",
    "arccos(x/4) arcsin(y/4)": "acos(x/4)*asin(y/4)",
    "x^(2/3)(y^2+1)^(1/3)": "x**Rational(2,3)*(y**2 + 1)**Rational(1,3)",
    "|x − 2| + |y + 1|": "abs(x - 2) + abs(y + 1)",
    "sec x tan y": "tan(y)/cos(x)",
    "csc²(x) + cot²(y)": "1/sin(x)**2 + cos(y)**2/sin(y)**2",
    "100(y − x²)² + (1 − x)²": "100*(y - x**2)**2 + (1 - x)**2",
    "(x + 2y − 7)² + (2x + y − 5)²": "(x + 2*y - 7)**2 + (2*x + y - 5)**2",
    "0.26(x² + y²) − 0.48xy": "0.26*(x**2 + y**2) - 0.48*x*y",
    "20 + x² − 10cos(2πx) + y² − 10cos(2πy)": "20 + x**2 - 10*cos(2*pi*x) + y**2 - 10*cos(2*pi*y)",
    "−20exp(−0.2√(0.5(x² + y²))) − exp(0.5(cos 2πx + cos 2πy)) + e + 20": "-20*exp(-sqrt((x**2 + y**2)/2)/5) - exp((cos(2*pi*x) + cos(2*pi*y))/2) + E + 20",
    "2x² − 1.05x⁴ + x⁶/6 + xy + y²": "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2",
    "(4 − 2.1x² + x⁴/3)x² + xy + (−4 + 4y²)y²": "(4 - 2.1*x**2 + x**4/3)*x**2 + x*y + (-4 + 4*y**2)*y**2",
    "sin(x + y) + (x − y)² − 1.5x + 2.5y + 1": "sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1",
    "−cos x cos y exp(−((x − π)² + (y − π)²))": "-cos(x)*cos(y)*exp(-((x - pi)**2 + (y - pi)**2))",
    "−(y + 47) sin(√|y + x/2 + 47|) − x sin(√|x − (y + 47)|)": "-(y + 47)*sin(sqrt(abs(y + x/2 + 47))) - x*sin(sqrt(abs(x - (y + 47))))",
    "½(x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)": "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2",
    "(y − 5.1/(4π²)·x² + 5/π·x − 6)² + 10(1 − 1/(8π))cos x + 10": "(y - 5.1/(4*pi**2)*x**2 + 5/pi*x - 6)**2 + 10*(1 - 1/(8*pi))*cos(x) + 10",
    "(x²+y²)^0.25 · (sin²(50(x²+y²)^0.1) + 1)": "(x**2 + y**2)**0.25*(sin(50*(x**2 + y**2)**0.1)**2 + 1)",
    "0.5 + (sin²(x² − y²) − 0.5)/(1 + 0.001(x² + y²))²": "0.5 + (sin(x**2 - y**2)**2 - 0.5)/(1 + 0.001*(x**2 + y**2))**2",
    "|x² + y² + xy| + |sin x| + |cos y|": "abs(x**2 + y**2 + x*y) + abs(sin(x)) + abs(cos(y))",
    "x² + 2y² − 0.3cos(3πx) − 0.4cos(4πy) + 0.7": "x**2 + 2*y**2 - 0.3*cos(3*pi*x) - 0.4*cos(4*pi*y) + 0.7",
    "(x − 1)² + (y − 1)² − xy": "(x - 1)**2 + (y - 1)**2 - x*y",
    "sin²(3πx) + (x − 1)²(1 + sin²(3πy)) + (y − 1)²(1 + sin²(2πy))": "sin(3*pi*x)**2 + (x - 1)**2*(1 + sin(3*pi*y)**2) + (y - 1)**2*(1 + sin(2*pi*y)**2)",
    "100√|y − 0.01x²| + 0.01|x + 10|": "100*sqrt(abs(y - x**2/100)) + abs(x + 10)/100",
    "(x + 10y)² + 5(x − y)²": "(x + 10*y)**2 + 5*(x - y)**2",
    "10⁵x² + y² − (x² + y²)² + 10⁻⁵(x² + y²)⁴": "10**5*x**2 + y**2 - (x**2 + y**2)**2 + (x**2 + y**2)**4/10**5",
    "3(1 − x)²e^(−x² − (y + 1)²) − 10(x/5 − x³ − y⁵)e^(−x² − y²) − ⅓e^(−(x + 1)² − y²)": "3*(1 - x)**2*exp(-x**2 - (y + 1)**2) - 10*(x/5 - x**3 - y**5)*exp(-x**2 - y**2) - exp(-(x + 1)**2 - y**2)/3",
    "−ln(1/(1 + e^(−x))) + ½·0.01·y²": "-log(1/(1 + exp(-x))) + 0.01*y**2/2",
    "¼(tanh(x y) − 1)²": "(tanh(x*y) - 1)**2/4",
    "max(0, 1 − x)² + ½y²": "Max(0, 1 - x)**2 + y**2/2",
    "½·9.81·x² ∕ y": "9.81*x**2/y/2",
    "ln(1 + e^(−xy)) + 0.05(x² + y²)": "log(1 + exp(-x*y)) + 0.05*(x**2 + y**2)",
    "4((1/(x + 3))¹² − (1/(x + 3))⁶)": "4*((1/(x + 3))**12 - (1/(x + 3))**6)",
    "1/√(2π) e^(−½(x − y)²)": "exp(-(x - y)**2/2)/sqrt(2*pi)",
    "−½ln(2π) − ln(y + 2) − (x − 1)²/(2(y + 2)²)": "-log(2*pi)/2 - log(y + 2) - (x - 1)**2/(2*(y + 2)**2)",
    "(x²/2) · (y³/3)": "x**2/2*y**3/3",
    "cosh x – 1": "cosh(x) - 1",
    "x·10⁻³ + 2.5×10²·y²": "x/1000 + 250*y**2",
}
"""The same as calculus books, collections of test functions and lecture notes print them, pasted."""

CASES = (
    {text: text.replace("^", "**").replace("e**", "E**").replace("+ e +", "+ E +") for text in PLAIN} | NOTATION | BOOKS
)
"""All in x and y."""
